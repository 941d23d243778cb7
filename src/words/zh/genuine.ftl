# 来电核验、真伪核实与诈骗举报。

customer-new-code =
    🔄 **新的来电核验码：{ $code }**（{ $reference }）

    { $desk } 的 { $agent } 会先说出这个核验码，之前的已作废。对方说不出来，请立即挂断。
verify-nobody =
    {""}**现在没有 { $desk } 的同事在给您打电话。**如果有人自称是我们，请直接挂断。
verify-promised =
    {""}**现在没有 { $desk } 的同事在给您打电话。**如果有人自称是我们，请直接挂断。

    您预约的回电 { $reference } 仍然有效。我们拨打之前，会先在这里告诉您是谁来电，并附上来电核验码。
verify-calling =
    ✅ **是我们：{ $desk } 的 { $agent } 正在给您打电话**（{ $reference }）。

    {""}**来电核验码：{ $code }**

    对方应当先说出这个核验码；说不出来，请立即挂断。您不用念出任何内容。
verify-calling-late =
    { $desk } 的同事不久前为 { $reference } 给您打过电话，但那次的来电核验码已经过期。

    {""}**不确定的话，请挂断。**需要时我们会重新拨打，并附上新的核验码。
verify-send = 也可以把号码、链接或用户名发给我，或者把对方的消息转发过来，我帮您核实是不是我们的。

verdict-official =
    ✅ { $what } { $kind ->
        [number] 是我们的号码。但来电显示可以伪造：接到电话时，请以这里显示的来电核验码为准。
        [name] 是我们的官方账号。
        [mail] 是我们的邮箱。但发件人也可以伪造，请不要打开可疑的附件。
       *[link] 是我们的官方链接。
    }
verdict-unknown =
    ❓ { $what } 不在我们的官方名单上，请当作**不是我们的**{ $kind ->
        [number] ：不要接听，也不要回拨。
        [name] ：不要理会。
        [mail] ：不要回信，也不要打开附件。
       *[link] ：不要打开。
    }
verdict-look-alike = ⛔ { $what } **不是我们的**，只是看起来像 { $of }：{ $trick }{ $kind ->
        [number] 不要接听，也不要回拨。
        [name] 不要理会。
        [mail] 不要回信，也不要打开附件。
       *[link] 不要打开。
    }
verdict-trick =
    { $trick ->
        [letters] 有字母换成了外形相似的字符。
        [spelling] 个别字符不一样。
        [ending] 后缀或国家区号不一样。
        [added] 多加了内容。
        [hidden] 里面藏着看不见的字符。
       *[inside] 里面带着我们的网址，打开的却是别的网站。
    }
verdict-reported = ⚠️ 已有 { $people } 人举报。

button-verify = 核实真伪
button-report = 举报诈骗

scam-asked =
    已记录您的举报，并已提醒我们的同事，谢谢。

    {""}**您告诉过对方什么，或者做过什么？**请点下面的按钮，可以点多个。
button-told =
    { $what ->
        [nothing] 什么都没有
        [code] 密码或验证码
        [phrase] 助记词或私钥
        [money] 转了钱或币
       *[device] 装了软件或共享了屏幕
    }
scam-steps =
    { $what ->
        [nothing] 您做得对，什么都别给。请挂断电话，拉黑对方，不要打开对方发来的东西。以后有疑问，随时发到这里让我核实。
        [code] **请马上做：**

            1. 打开官方应用，修改登录密码；别处用了同样的密码，也请一起改。
            2. 重新绑定双重身份验证，让其他设备全部退出登录。
            3. 检查最近的提现和 API 密钥。有不是您本人操作的，请点下面的按钮。
        [phrase] **请马上做：**

            1. 新建一个钱包，它会有新的助记词。
            2. 把资产全部转到新钱包，越快越好。
            3. 旧钱包不要再用。
        [money] **请马上做：**

            1. 从银行转的：立即拨打银行的官方电话，要求止付。
            2. 转的是币：记下交易哈希和对方的地址。
            3. 保留聊天记录和号码，向警方报案。
       *[device] **请马上做：**

            1. 断开网络，卸载对方让您装的软件。
            2. 换一台设备，修改交易账户、邮箱和网上银行的密码。
            3. 用过网上银行的话，请联系银行。
    }
scam-story = 举报：有人冒充客服。
scam-story-about = 举报：有人冒充客服（{ $what }）。
scam-story-told =
    { $what ->
        [nothing] 我没有告诉对方任何信息。
        [code] 我告诉了对方密码或验证码。
        [phrase] 我告诉了对方助记词或私钥。
        [money] 我给对方转了钱或币。
       *[device] 我装了对方的软件，或者共享了屏幕。
    }

never-ask = 我们绝不会向您索要密码、验证码或助记词，也不会让您转账。

## 客服人员

details-code =
    {""}**来电核验码：{ $code }**
    电话接通后先由您说出，客户会核对；不要让客户念任何内容。{ $minutes } 分钟内有效。
button-new-code = 🔄 换核验码
refused-no-code = 现在无法生成来电核验码，请稍后再试。
summary-refused = { $reference }：这段文字带有非官方的链接或号码，或者在索要敏感信息，没有发给客户。请修改后再发一次。
# 同一条消息会不断更新；数量为 1 时是第一条举报。
alert-scam =
    { $count ->
        [1] ⚠️ **有客户举报：有人冒充我们。**
       *[other] ⚠️ **{ $minutes } 分钟内收到 { $count } 条举报：有人冒充我们。**
    }

    { $count ->
        [1] 涉及：{ $what }
       *[other] 最多的是：{ $what }
    }
    举报人数：{ $people }
alert-scam-unnamed = 另有 { $count } 条举报没有提供号码或链接。
alert-scam-given =
    { $what ->
        [code] 把密码或验证码告诉了对方：{ $count } 人
        [phrase] 把助记词或私钥告诉了对方：{ $count } 人
        [money] 已经转了钱或币：{ $count } 人
       *[device] 装了对方的软件，或者共享了屏幕：{ $count } 人
    }
alert-scam-group =
    { $count ->
        [1] ⚠️ 有客户举报有人冒充我们。
       *[other] ⚠️ { $minutes } 分钟内收到 { $count } 条冒充我们的举报，详情已私发给主管。
    }
