# 通话前的准备和身份核实。先是客户看到的，然后是客服人员看到的，最后是邮件。

## 客户：通话前的准备

prepare-offer = 现在回答几个小问题，通话会更快。
prepare-why = 这样同事能马上找到您的问题。不方便也可以跳过。
prepare-question =
    { $number } / { $total }

    {""}**{ $question }**{ $first ->
        [yes] {""}

    请不要写密码、验证码或助记词。
       *[no] {""}
    }
prepare-done = 谢谢！您的回答已记入 { $reference }，同事会在通话前看到。
prepare-none = 没关系。在我们打电话之前，您随时都可以补充。
prepare-later = 好的，通话前随时可以继续，也可以从 /status 进入。
button-prepare = 回答 { $left } 个问题
button-prepare-on = 继续回答剩下的 { $left } 个问题
button-later-on = 稍后再说

## 客户：邮件验证码

button-prove = 现在验证邮箱
ask-address = **您的账户是用哪个邮箱注册的？**请直接发在这里。我们会往这个邮箱发一个验证码，确认是您本人。
code-sent =
    验证码已发到 { $address }。**请在这个聊天里输入**，{ $minutes } 分钟内有效。

    邮件可能要等一会儿，也请看一下垃圾邮件。只有这一个验证码可以发在这里。不要告诉任何人，电话里也不要说：客服不会问，也看不到。
code-right = 谢谢，验证码正确。同事只会看到“已通过”，看不到验证码本身。
code-wrong = 这不是邮件里的验证码。您还可以再试 { $left } 次。
code-spent = 输错次数太多，这个验证码已经失效。同事会用其他方式核实您的身份。
code-expired = 这个验证码已经过期。要再发一个新的吗？
code-not-awaited = 现在不需要验证码了。为了安全，您刚才的消息已删除。
code-too-many = 已经给您发过几封邮件了，请在{ $time } 之后再试。
code-refused = 发往 { $address } 的邮件被退回了。请检查一下邮箱地址，再发一次。
code-not-sent = 暂时没能把邮件发到 { $address }。您不用做什么，同事会用其他方式核实您的身份。
button-code-again = 再发一封邮件

## 客服人员

button-mail-check = ✉️ 邮件验证
button-address-right = 与账户一致
address-confirmed = 已记下：{ $address } 是账户登记邮箱。
button-check-passed = 身份 ✅
button-check-failed = 身份 ❌
ask-agent-address =
    {""}**{ $reference } 的验证码发到哪个邮箱？**请写下账户里登记的邮箱。也可以让客户自己填，但要先与账户里的核对，才算数。

    客户在自己的聊天里填写，您只会知道对不对。
button-code-to-named = 发到 { $address }（客户填写）
button-ask-address = 请客户填写
button-no-code = 先不发
address-asked = 已请客户填写注册邮箱。
address-is-none = 这不是邮箱地址，请重新写一次。
address-not-yours = { $reference } 已不由您处理，验证码没有发出。
code-on-its-way = { $reference } 的验证码正在发往 { $address }。客户输入后会告诉您结果。
agent-code-too-many = { $reference } 一小时内已发过三封邮件，{ $time } 之后才能再发。
mail-check-off = 本服务台没有开通邮件，不能用邮件验证。
check-passed = { $reference }：身份核实通过。
check-failed = { $reference }：身份核实未通过。
claimer-code-right = { $reference }：客户输入了正确的验证码 ✅
claimer-code-right-unconfirmed = { $reference }：客户填的码是对的，但邮箱是客户自己说的。⚠️ 请先与账户里的核对，核对之前什么也证明不了，按钮在详情下方。
claimer-code-spent = { $reference }：客户连续五次输错验证码 ❌
claimer-code-refused = { $reference }：发往 { $text } 的邮件被退回，地址可能有误。
claimer-code-not-sent = { $reference }：发往 { $text } 的邮件没能送出，请用其他方式核实。

details-identity =
    { $must ->
        [yes] **身份核实**（“已解决”之前必须完成）
       *[no] **身份核实**
    }
details-check =
    { $kind ->
        [contact] 本人 Telegram 号码
        [email] 邮件验证码
       *[agent] 客服自行核实
    }：{ $result ->
        [passed] ✅ 通过，{ $time }
        [unconfirmed] ⚠️ 验证码正确，邮箱尚未核对，{ $time }
        [failed] ❌ 未通过，{ $time }
        [waiting] 已发送，{ $time } 前有效
        [wanted] 已请客户填写邮箱
       *[none] 未做
    }{ $has-name ->
        [yes] （{ $by }）
       *[no] {""}
    }
details-address =
    { $named ->
        [customer] { $address }，客户填写，与账户核对之前什么也证明不了
        [confirmed] { $address }，客户填写，{ $agent } 已核对与账户一致
       *[agent] { $address }，账户登记邮箱
    }
details-ready = { $question }：{ $answer }

## 邮件。没有格式；标题里不放验证码，以免在锁屏上显示。

mail-code-subject = { $desk } 验证码
mail-code =
    您好！

    您的验证码：{ $code }

    用于您在 { $desk } 的回电请求 { $reference }，{ $time } 前有效（{ $zone }）。

    请只在您预约回电的那个 Telegram 聊天里输入，不要发到其他任何地方。{ $desk } 的任何人都不会在电话里或用消息向您索要验证码，给您打电话的客服也看不到它。

    如果您没有向 { $desk } 预约过回电，说明有人填写了您的邮箱。您不用做什么：没有这个验证码，对方无法继续。
