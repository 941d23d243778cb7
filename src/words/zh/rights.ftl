# 谁能看到什么、谁看过，以及谁可以给我们写消息。

button-reveal = 🔎 查看详情
button-no-reveal = 不看了
button-hide = 立即隐藏
button-allow = 恢复查看

reveal-elsewhere = 已私聊发给您。
reveal-offer = 这个请求不在您名下。点下面的按钮可以查看详情，需要先填写理由。
ask-reveal =
    {""}**您为什么需要查看 { $reference } 的详情？**

    请简单写明。理由会被记录，主管可以看到。
reveal-short = 请写清楚理由，至少四个字。
revealed = 🔎 详情显示 { $length }，本次查看及理由已记录。
reveal-held = 您查看的请求数量异常，在主管允许之前不再显示详情。主管已收到通知。
hidden = 已隐藏。
colleague-held = { $agent } 目前不能查看详情。
alert-reveals = 👀 **{ $agent } 在一小时内查看他人请求的详情超过 { $count } 次**，在另一位主管允许之前，不再向其显示详情。发送 /looks 加编号，可以看到谁因何看过某个请求。
alert-uncalled = 👀 **{ $agent } 在一小时内认领后未通话就放回的请求超过 { $count } 个**，在另一位主管允许之前，不再向其显示详情。发送 /looks 加编号，可以看到谁因何看过某个请求。
allowed = { $agent } 可以继续查看详情了。
allowed-you = 主管已允许，您可以继续查看详情了。
allow-not-yours = 只有另一位主管才能允许。

no-such-request = 没有找到请求 { $reference }。编号的格式如 RB-1042。
looks-head =
    { $count ->
        [0] 还没有人看过 { $reference } 的详情。
       *[other] **{ $reference } 的详情被看过 { $count } 次**
    }
look-line =
    { $time } · { $agent } { $why ->
        [claimed] 认领了它
        [handed] 接手了它
        [again] 再次打开了它
        [exported]（服务台运营者）导出了该客户的全部资料
        [erased] 写过理由，已随客户信息删除
       *[reason] 的理由：{ $reason }
    }

blocked = { $reference } 的客户已被屏蔽至 { $time }，并已告知对方。发送 /unblock { $reference } 可提前解除。
unblocked = { $reference } 的客户可以重新给我们写消息了。
not-blocked = { $reference } 的客户没有被屏蔽。
block-reason-needed = 请写上理由；如果不是屏蔽 { $days } 天，也请写上天数：/block { $reference } 3天 威胁同事
block-colleague = 对方是我们的同事，不能屏蔽客服。
blocks-full = 已有 { $most } 人被屏蔽，请先解除其中一位。
block-help =
    { $count ->
        [0] 目前没有人被屏蔽。要屏蔽某个请求的客户：/block RB-1042 7天 理由
       *[other] **目前有 { $count } 人被屏蔽**，发送 /unblock 加编号可以解除。
    }
block-line = { $reference } 至 { $time }，由 { $agent } 屏蔽：{ $reason }
claimer-blocked = { $reference }：主管已屏蔽这位客户，不用再打电话，该请求也不再归您处理。
block-urgent-stays = 对方的请求 { $reference } 属于紧急事项，仍保留在队列中。请照常回电，或填写处理结果后结束。
customer-blocked =
    在 { $time } 之前，我们不会在这里回复您的消息。{ $owed ->
        [yes] 您预约的电话我们仍会打给您。
        [gone] 您预约的回电已取消。如果您的账户有风险，请使用我们官网上的官方联系方式。
       *[no] 如果您的账户有风险，请使用我们官网上的官方联系方式。
    }
customer-unblocked = 您可以重新在这里给我们写消息了。
blocked-press = 我们目前不在这里回复。

slow-down-pause = 您又一次发得太快了。{ $pause }后我会继续看，在那之前发来的消息不会被读到。
slow-down-press = 请稍等片刻再按。

roster-reloaded = 新的客服名单已启用。
roster-reloaded-again = 十分钟内客服名单又修改了 { $times } 次，最新名单已启用。
roster-broken-again = ⚠️ 十分钟内设置又有 { $times } 次修改无法使用。运行 `ringback check` 可查看问题。
roster-refused = ⚠️ 设置文件突然空了，或名单里几乎没有人了。客服名单保持不变，已认领的请求仍归各位处理。如果确实要这样修改，请重启服务台。
roster-broken = ⚠️ 修改后的设置有错误，客服名单暂不变。运行 `ringback check` 可查看错误。
alert-unproved = ⚠️ 新用户手动输入号码预约回电的情况异常增多：最近一小时内有 { $count } 个尚未处理。它们排在已验证号码之后，新用户也会被提示分享号码。请查看 /queue；可用 /block 屏蔽恶意用户。
