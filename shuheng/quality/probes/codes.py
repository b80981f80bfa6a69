"""Codes of probing: what each means to people, and what to do. A code stays as it is for ever."""

from shuheng.problems import Problem, ProblemsError
from shuheng.quality.probes.terms import Outcome

CODES: dict[str, tuple[Outcome, str, str]] = {
    "probe-address": (Outcome.UNKNOWN, "地址的写法不对", "请以 http:// 或 https:// 开头，不写用户名和密码。"),
    "probe-host": (Outcome.UNKNOWN, "这台主机不在允许探测的名单里，没有访问", "请系统管理员在 SHUHENG_PROBE_HOSTS 中写明这台主机。"),
    "probe-private": (Outcome.UNKNOWN, "地址指向本机或内部网络，没有访问", "请系统管理员在 SHUHENG_PROBE_HOSTS 中写明主机全名或 IP 地址。"),
    "probe-secret": (Outcome.UNKNOWN, "保存的请求头打不开", "请重新填写请求头。"),
    "probe-crashed": (Outcome.UNKNOWN, "探测程序出错", "请把接口编号和时间告诉系统管理员。"),
    "probe-name": (Outcome.FAILED, "查不到主机名", "请核对地址和域名解析。"),
    "probe-connect": (Outcome.FAILED, "连接不上", "请检查接口服务是否在运行、端口和防火墙是否放行。"),
    "probe-tls": (Outcome.FAILED, "安全连接（TLS）建立不了", "请检查证书是否过期、是否与域名相符、是否由受信任的机构签发。"),
    "probe-timeout": (Outcome.FAILED, "在时限内没有应答完", "请检查接口是否卡住；数据量大的，请分页。"),
    "probe-broken": (Outcome.FAILED, "应答中断或不合 HTTP 规范", "请检查接口服务和前面的代理。"),
    "probe-status": (Outcome.FAILED, "应答状态不符", "请检查接口的权限、参数和服务状态。"),
    "probe-redirect": (Outcome.FAILED, "接口转到了别的主机，没有跟去", "请把接口地址改为最后的地址。"),
    "probe-redirects": (Outcome.FAILED, "接口一再转到别的地址", "请直接登记最后的地址。"),
    "probe-unreadable": (Outcome.FAILED, "应答不是可读的 JSON 或 XML", "请检查接口是否返回了出错页面。"),
    "probe-rows": (Outcome.FAILED, "应答里没有声明的数据路径", "请核对数据路径，或检查接口是否返回了出错信息。"),
    "probe-packed": (Outcome.FAILED, "应答的压缩内容是坏的", "请检查接口服务的压缩设置。"),
    "probe-large": (Outcome.ODD, "应答超过上限，没有读完，内容没有核对", "请分页，或把一次返回的数据减少。"),
    "probe-fields": (Outcome.ODD, "字段与声明的不符", "请更新目录的信息项，或修正接口。"),
    "probe-volume-less": (Outcome.ODD, "容量查询给出的数小于实际返回的行数", "请修正容量查询。"),
    "probe-slow": (Outcome.SLOW, "应答时间超过声明的时延", "请检查接口的性能。"),
}  # fmt: skip

VOLUME_CODES: dict[str, str] = {
    "volume-unasked": "没有问：接口本身没有调通",
    "volume-undeclared": "没有登记容量查询",
    "volume-failed": "容量查询没有正常应答",
    "volume-missing": "容量查询的应答里没有这个数",
    "volume-number": "容量查询给出的不是非负整数",
}


def outcome_of(code: str) -> Outcome:
    """The outcome that a code stands for; no code is a pass."""
    return CODES[code][0] if code else Outcome.PASSED


def meaning_of(code: str) -> str:
    """What a code of an attempt or of the volume query says, in words; nothing for none."""
    return CODES[code][1] if code in CODES else VOLUME_CODES.get(code, "")


def remedy_of(code: str) -> str:
    """What to do about it; nothing for no code."""
    return CODES[code][2] if code in CODES else ""


def refused(code: str, detail: str, field: str) -> ProblemsError:
    """The error that tells of one bad input."""
    _, meaning, remedy = CODES[code]
    return ProblemsError([Problem(code, f"{meaning}：{detail}", field=field, hint=remedy)])
