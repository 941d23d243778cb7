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

# Other cities of a zone, so that they are known when a customer writes them. Between them stands ", ".
places-of =
    { $zone ->
        [shanghai] China, Shanghai, Guangzhou, Shenzhen, Hangzhou, Chengdu, Chongqing, Wuhan, Nanjing, Tianjin, Xi'an
        [taipei] Taiwan
        [tokyo] Japan, Osaka, Kyoto
        [seoul] Korea, Busan
        [bangkok] Thailand, Phuket
        [ho-chi-minh] Vietnam, Hanoi, Saigon
        [kuala-lumpur] Malaysia, Penang
        [manila] Philippines
        [kolkata] Mumbai, Delhi, New Delhi, Bangalore, Chennai
        [dubai] Abu Dhabi
        [london] UK, England, Manchester, Edinburgh
        [berlin] Germany, Munich, Frankfurt, Hamburg
        [paris] France
        [rome] Italy, Milan
        [madrid] Barcelona
        [moscow] Saint Petersburg, St. Petersburg
        [new-york] NYC, Washington, Boston, Philadelphia, Miami, Atlanta
        [chicago] Houston, Dallas
        [los-angeles] LA, San Francisco, Seattle, San Jose, Las Vegas, San Diego
        [toronto] Montreal, Ottawa
        [edmonton] Calgary
        [sydney] Melbourne, Canberra
        [brisbane] Gold Coast
        [auckland] New Zealand
       *[other] {""}
    }
