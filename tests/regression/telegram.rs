//! Telegram as it is: refusing groups, slow chats, limits, other bots' commands (fault_06 to 09, 13, 17, report_07, 14, 17).
