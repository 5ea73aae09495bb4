"""Made-up people of Guangxi: names of its peoples, long and foreign ones among them, and numbers."""

from datetime import date

from stdnum.cn import ric

APPLICANTS = """
韦冬梅 陆建明 莫晓燕 梁海涛 农丽萍 蒙永强 苏文静 周家豪 玉红梅 覃志远 黄丽娟 李金凤
罗秋菊 廖俊杰 石玉婷 潘宏宇 欧阳慧敏 兰彩云 谭静怡 甘小芳 岑国栋 闭雪梅 庞子涵 宁思琪
容佳怡 阮氏秋香·阿依古丽 Nguyễn·Thị·Lan 卢俊峰 陈思宇 何夏荷 银彩霞 包晓东
侬艳芳 班海平 零文燕 颜小玲 钟立军 吴美华 谢雨桐 司徒文博 隆秀英 凌志刚 唐晓彤 朱桂花
麦家明 赖春霞 邓凯文
""".split()  # noqa: SIM905 - names read better in a row
TEACHERS = """
覃雪莲 劳志强 黎晓琳 宁永福 符美珍 张桂兰 施国栋 钟慧敏 利春华 章玉琴 檀文军 仇丽萍 翁海滨
柏玉兰 解丽娟 谈志雄 凤秋萍
""".split()  # noqa: SIM905 - names read better in a row
# Men and women by turns: whom a committee judged, who came from elsewhere, who holds a paper certificate.
EXAMINED = """
覃建业 陆秋燕 莫永强 梁桂珍 农志坚 韦小兰 蒙国庆 黄丽萍 苏文杰 罗春梅 廖家良 石慧芳
""".split()  # noqa: SIM905 - names read better in a row
MOVERS = """
廖文斌 曾丽霞 邹志平 彭秋月 袁国强 温素梅 叶永康 傅雪芳 邱少峰 蔡玉娟 丁建华 方秀云 潘德明 范淑英 贺伟成
孟晓红 龙海波
""".split()  # noqa: SIM905 - names read better in a row
VETERANS = """
韦庆安 黄碧莲 梁绍基 陆惠珍 农国富 覃秀兰 莫世昌 苏翠英 蒙德才 周玉琼 李裕民 罗月娥 廖振声 石桂芬 黎光荣
谭金莲 岑永年 闭少芳 庞家宝 宁凤英 容启明 卢美珠 冯启荣
""".split()  # noqa: SIM905 - names read better in a row
# The men of the two lists in which they do not take turns.
MEN = """
陆建明 梁海涛 蒙永强 周家豪 覃志远 廖俊杰 潘宏宇 岑国栋 卢俊峰 陈思宇 包晓东 班海平
钟立军 司徒文博 凌志刚 麦家明 邓凯文
劳志强 宁永福 施国栋 檀文军 翁海滨 谈志雄
""".split()  # noqa: SIM905 - names read better in a row
REGION = "450702"


def id_number(serial: int, *, born: date) -> str:
    """A resident identity number that passes every rule; odd serials are men."""
    body = f"{REGION}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def order(serial: int, name: str) -> int:
    """The serial, or its neighbour, whose parity says whether the person of one of those lists is a man."""
    return serial - serial % 2 + (name in MEN)


def mobile(serial: int) -> str:
    """A number of a made-up subscriber."""
    return f"1990077{serial:04d}"
