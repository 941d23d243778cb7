//! The words of messages that ask nothing, and of the wishes that every desk must hear. Lists; decide nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split(',').collect()
}

pub(super) static NOTHING: Words = LazyLock::new(|| {
    set(
        "lol,lmao,rofl,haha,hahaha,hahahaha,hehe,hihi,hm,hmm,hmmm,hmmmm,um,uh,uhm,er,eh,ah,oh,so,well,and,but,or,then,the,wow,omg,wtf,\
         xd,meh,pff,ugh,huh,test,testing,asdf,asdfgh,qwerty,idk,brb,afk,lmfao,lolz,哇,哇塞,啊这,晕,汗,哈,哈哈,哈哈哈,哈哈哈哈,呵呵,嘻嘻,嘿嘿,额,呃,唔,啊,哎,唉,哦豁,笑死,测试,然后,那,那个,这个,所以,还有,就是",
    )
});
pub(super) static HEARD: Words = LazyLock::new(|| {
    set(
        "ok,okay,okey,okie,oki,okk,kk,k,yes,yep,yeah,yea,yup,ya,sure,fine,good,great,nice,cool,perfect,alright,understood,got it,gotcha,i see,\
         noted,right,agreed,done,all right,no problem,no,nope,nah,aha,mhm,okok,ok then,will do,ok will do,ok good,ok cool,oh ok,ah ok,oh i see,i understand,very well,no worries,sounds good,oke,bye,goodbye,bye bye,good night,goodnight,see you,see ya,take care,\
         好,好的,好吧,好呀,好哒,好滴,好啦,好了,嗯,嗯嗯,恩,恩恩,哦,哦哦,噢,喔,是,是的,对,对的,行,行吧,可以,知道了,明白,明白了,了解,了解了,收到,懂了,\
         没事,没事了,不用了,不是,没有,不,不用,没关系,ok好的,好ok,得,得啦,系,系啊,冇问题,没问题,晓得了,知道,清楚了,okok,1,6,666,\
         嗯呢,噢噢,好嘞,好咧,好哦,得嘞,妥,晓得,懂,没事儿,厉害,牛,赞,再见,拜拜,晚安,不客气,haode,hao de,hao,mingbai,shide",
    )
});
pub(super) static THANKS: Words = LazyLock::new(|| {
    set(
        "thanks,thank,thx,thnx,tnx,ty,tysm,thankyou,cheers,appreciated,谢谢,多谢,感谢,谢谢你,谢谢您,谢了,谢啦,辛苦了,感恩,唔该,不该,唔该晒,不该晒,3q,thks,tks,xiexie,xie xie,duoxie",
    )
});
/// Words that may stand beside thanks or "ok" without saying more.
pub(super) static BESIDE: Words = LazyLock::new(|| {
    set(
        "a,lot,lots,so,much,very,you,u,your,for,the,it,that,this,all,many,ok,okay,great,good,bye,goodbye,really,again,man,mate,bro,sir,dear,friend,team,help,\
         helping,is,was,now,im,i,am,got,alright,perfect,cool,nice,and,well,to,guys,everyone,works,solved,helped,answer,info,quick,reply,bot,had,useful,my,yes,then,oh,ah,much,more,very",
    )
});
/// Words by which a thank-you goes on to say that nothing is solved.
pub(super) static BUT: Words = LazyLock::new(|| {
    set(
        "but,still,however,yet,not,nothing,didnt,doesnt,isnt,hasnt,havent,wont,cant,cannot,no,never,wrong,useless,waiting,nope,though,unfortunately,problem,issue,stuck,missing",
    )
});
pub(super) const BUT_CHINESE: [&str; 22] = [
    "不过",
    "但",
    "可是",
    "还是",
    "还没",
    "仍",
    "没到",
    "没有到",
    "没用",
    "没解决",
    "不行",
    "不能",
    "没收到",
    "未到",
    "没来",
    "没打",
    "没人",
    "依然",
    "问题是",
    "却",
    "没反应",
    "没变",
];
pub(super) static STOP: Words = LazyLock::new(|| {
    set(
        "stop,unsubscribe,stop it,stop please,please stop,opt out,optout,leave me alone,stop messaging me,stop texting me,stop writing me,dont write me,dont message me,\
         remove me,take me off,退订,取消订阅,停止,停,别发了,不要再发了,别再发了,不要发了,别烦我,别再发消息给我,不要再给我发消息,不要给我发消息,别给我发消息,删除我的资料,删除我的信息,删除我的数据,删掉我的资料,delete my data,erase my data,delete my information,delete everything about me,td,t,唔好再发,不要再发消息,别再给我发消息",
    )
});
pub(super) static HELP: Words = LazyLock::new(|| {
    set(
        "help,help me,help please,please help,help me please,pls help,plz help,help pls,i need help,need help,can you help,can you help me,can u help me,help!,sos,\
         帮助,帮帮我,帮忙,救命,求助,帮我,请帮忙,需要帮助,我需要帮助,能帮我吗,可以帮我吗,帮下我,帮帮忙,怎么用,使用说明,菜单,menu,commands,start",
    )
});
pub(super) static NONE: Words = LazyLock::new(|| {
    set(
        "none,none of these,none of them,none of those,none of the above,not this,not that,not these,neither,not what i meant,not what i asked,thats not it,that is not it,\
         no not that,not it,no none,wrong,wrong answer,not my question,thats not my question,thats not what i asked,thats not what i meant,that is not what i asked,something else,other,other question,no match,nope none,\
         none fit,doesnt help,not helpful,didnt help,that didnt help,\
         不是这个,不是这些,都不是,都不对,不对,不是这个问题,没有我要的,没有我的问题,都没有,不是我问的,不是我要的,答非所问,我不是问这个,我问的不是这个,以上都不是,别的问题,其他问题,其它问题,其他,其它,\
         不是这意思,不是这个意思,没有合适的,没有一个对,唔系呢个,不是呢个,都不系,没帮助,没有帮助,不系",
    )
});
/// Words that alone ask for a human.
pub(super) static PERSON: Words = LazyLock::new(|| {
    set(
        "human,humans,agent,agents,representative,rep,operator,person,people,somebody,someone,anybody,anyone,staff,employee,advisor,adviser,consultant,manager,supervisor,specialist,\
         colleague,human being,live,real,csr,rengong,kefu,zhenren",
    )
});
/// Words that may stand around them in a wish for a human, and in nothing else that a desk is asked.
pub(super) static AROUND: Words = LazyLock::new(|| {
    set(
        "a,an,the,i,me,my,we,us,to,with,want,wanna,need,would,like,id,please,pls,plz,can,could,may,get,give,let,speak,talk,chat,connect,transfer,put,through,real,live,human,actual,customer,service,support,care,\
         is,there,are,be,here,any,some,have,someone,somebody,just,now,right,asap,immediately,hello,hi,hey,your,from,team,on,phone,directly,instead,not,bot,robot,machine,no,more,sales,senior,ok,yes,still,of,so,for,help,good,sir,\
         call,contact,reach,how,do,switch,want,person,people,agent,rep,only,again,who,else,speaking,talking,this,am,you,first,available,next,department,desk,at,alive,around,online,see,a.,robots,bots,gimme,ty,w,u,ur,kindly,sb,smb,\
         zai,ma,zhuan,zhao,jiao,wo,yao,xiang,you,mei,meiyou,ren,qing,bang,ni,men,nimen,hao,nihao,ge,de",
    )
});
pub(super) const PERSON_CHINESE: [&str; 50] = [
    "转人工",
    "人工客服",
    "人工服务",
    "真人",
    "找人工",
    "要人工",
    "接人工",
    "人工在吗",
    "有人工吗",
    "有没有人工",
    "有没有人",
    "有没人",
    "有人吗客服",
    "客服呢",
    "客服在吗",
    "客服在哪",
    "客服人呢",
    "找客服",
    "转客服",
    "联系客服",
    "叫客服",
    "让客服",
    "要客服",
    "人呢",
    "活人",
    "有没有客服",
    "有客服吗",
    "换个人",
    "换人",
    "叫你们经理",
    "找经理",
    "叫主管",
    "找主管",
    "有人理我",
    "没人理",
    "专人",
    "专员",
    "联系人工",
    "呼叫人工",
    "叫人工",
    "转接",
    "叫人来",
    "叫个人",
    "来个人",
    "派个人",
    "客服人员",
    "客服小",
    "跟经理",
    "和经理",
    "你们主管",
];
/// People whom nobody names without wanting one.
pub(super) const CERTAIN: [&str; 16] = [
    "human",
    "humans",
    "agent",
    "agents",
    "representative",
    "rep",
    "operator",
    "manager",
    "supervisor",
    "advisor",
    "adviser",
    "csr",
    "specialist",
    "rengong",
    "kefu",
    "zhenren",
];
/// What makes "someone" a wish to talk to one.
pub(super) const TALK: [&str; 11] =
    ["speak", "talk", "chat", "connect", "transfer", "real", "live", "actual", "reach", "contact", "speaking"];
/// 人工费 and "no human" speak of something else; a stranger who calls himself 客服 is a fraud.
pub(super) const NO_WISH_CHINESE: [&str; 13] =
    ["费", "智能", "假客服", "冒充", "骗", "不用", "不要人工", "自称", "电话是", "转账", "私聊", "找我", "联系我"];
