# Ukrainian: which languages the desk speaks, to somebody who writes this one.

other-language =
    Вітаю! Я розумію лише { $languages ->
        [zh] китайську
        [en] англійську
       *[both] китайську та англійську
    }. Будь ласка, виберіть мову нижче й напишіть нею – я допоможу, а якщо не зможу, вам може зателефонувати наш працівник.
