# Hindi: which languages the desk speaks, to somebody who writes this one.

other-language =
    नमस्ते! मैं सिर्फ़ { $languages ->
        [zh] चीनी
        [en] अंग्रेज़ी
       *[both] चीनी और अंग्रेज़ी
    } समझता हूँ। कृपया नीचे भाषा चुनें और उसी में लिखें। मैं मदद करूँगा, और न कर पाया तो हमारे सहकर्मी आपको फ़ोन कर सकते हैं।
