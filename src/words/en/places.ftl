# The places that time zones are named after. Those not listed go by the zone's own name.

city =
    { $key ->
        [asuncion] Asunción
        [bogota] Bogotá
        [canary] Canary Islands
        [cancun] Cancún
        [cayman] Cayman Islands
        [chagos] Chagos Islands
        [chatham] Chatham Islands
        [chisinau] Chișinău
        [christmas] Christmas Island
        [ciudad-juarez] Ciudad Juárez
        [cocos] Cocos Islands
        [comoro] Comoros
        [curacao] Curaçao
        [easter] Easter Island
        [efate] Vanuatu
        [fakaofo] Tokelau
        [faroe] Faroe Islands
        [gambier] Gambier Islands
        [guadalcanal] Solomon Islands
        [ho-chi-minh] Ho Chi Minh City
        [kolkata] India
        [lome] Lomé
        [lord-howe] Lord Howe Island
        [macau] Macao
        [mahe] Seychelles
        [marquesas] Marquesas Islands
        [ndjamena] N’Djamena
        [norfolk] Norfolk Island
        [noumea] Nouméa
        [rarotonga] Cook Islands
        [reunion] Réunion
        [sao-paulo] São Paulo
        [sao-tome] São Tomé
        [shanghai] Beijing
        [st-johns] St. John’s
        [tirane] Tirana
        [tongatapu] Tonga
        [urumqi] Xinjiang
       *[other] { $name }
    }
