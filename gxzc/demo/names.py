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
REGION = "450702"


def id_number(serial: int, *, born: date) -> str:
    """A resident identity number that passes every rule; odd serials are men."""
    body = f"{REGION}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def mobile(serial: int) -> str:
    """A number of a made-up subscriber."""
    return f"1990077{serial:04d}"
