"""Why a place does not answer, or not as it should: stable codes, what happened, and what to do."""

from shuheng.problems import Problem, ProblemsError

CODES: dict[str, tuple[str, str]] = {
    "place-host": (
        "系统没有开通这台数据库服务器",
        "请系统管理员在 SHUHENG_DATA_HOSTS 中写明这台主机。",
    ),
    "place-folder": (
        "系统没有开通这个目录下的文件",
        "请系统管理员在 SHUHENG_DATA_FOLDERS 中写明文件所在的目录，文件放在其中。",
    ),
    "place-file": (
        "文件打不开，或不是 DuckDB 数据库",
        "请核对路径和文件权限；由较新版本写成的文件请导出后上传。",
    ),
    "place-unreachable": (
        "连不上数据库服务器",
        "请核对主机、端口和网络，确认数据库正在运行、允许从本系统连接。",
    ),
    "place-password": (
        "账号或口令不对，或不允许这个账号从本系统连接",
        "请核对账号和口令，并请数据库管理员放行本系统的地址。",
    ),
    "place-database": ("服务器上没有这个数据库", "请核对数据库名，注意大小写。"),
    "place-forbidden": ("账号没有读取的权限", "请数据库管理员把这些表的查询权限授予这个账号。"),
    "place-table-gone": (
        "库里没有这张表",
        "表可能已删除或改名；请在数据来源的表清单里重新选择，或停用这张数据表。",
    ),
    "place-columns-changed": (
        "表的列在计量期间变了，这次的结果不能用，没有保存",
        "请在改表结束后单独重测这张表。",
    ),
    "place-no-columns": (
        "表里没有可以计量的列",
        "二进制和空间数据的列不计量；请提供以文本、数字或日期存放的列。",
    ),
    "place-slow": ("数据库没有在时限内答完", "请在空闲时段重测；表特别大的，请导出为文件后上传。"),
    "place-busy": ("表正被别的操作锁住", "请稍后单独重测这张表。"),
    "place-lost": ("与数据库的连接中断", "请核对网络和数据库的状态，再单独重测。"),
    "place-encoding": ("数据库的编码不是 UTF-8，不能就地计量", "请导出为文件后上传，上传时会识别编码。"),
    "place-sampled": ("就地计量不抽样", "请选择逐行计量，或把数据导出为文件后抽样。"),
    "place-form": ("没有写，或写法不对", ""),
    "place-title": ("这个单位已有同名的数据来源", "请换一个名称。"),
    "place-password-again": ("改了主机、端口或账号", "请重新填写口令：保存的口令只用于原来的服务器和账号。"),
    "place-moved": ("这个数据来源已被别人改过", "请重新打开，对照现在的内容再改。"),
    "place-archived": ("这个数据来源已停用", "请先恢复。"),
    "place-in-use": ("还有在用的数据表", "请先停用这些数据表。"),
    "place-none-chosen": ("没有选择表", "请至少勾选一张。"),
    "spark-missing": (
        "这台机器没有安装 Spark 的客户端",
        "请安装 requirements/spark.lock 和 Java 17，或不设置 SHUHENG_SPARK。",
    ),
    "spark-address": ("SHUHENG_SPARK 的写法不对", "写成 spark://主机:7077。"),
    "spark-unreachable": ("连不上 Spark 集群", "请核对 SHUHENG_SPARK 和集群的状态。"),
    "spark-slow": ("Spark 集群没有在时限内算完，或没有可用的工作节点", "请查看集群的工作节点，再单独重测。"),
    "spark-failed": ("Spark 集群没有算完", "请确认集群能以同样的路径读到数据目录，再单独重测。"),
    "place-refused": ("数据库拒绝了查询", "请把这条信息交给数据库管理员；也可以导出为文件后上传。"),
}


def problem_of(code: str, about: str = "", *, field: str = "") -> ProblemsError:
    """The problem of a code, with what it is about; never with a password in it."""
    says, hint = CODES[code]
    return ProblemsError(
        [Problem(code, f"{says}：{about}。" if about else f"{says}。", field=field, hint=hint)]
    )


def said(text: str, secret: str) -> str:
    """What a server said, on one line, short, without the password."""
    words = " ".join(text.split())[:300].rstrip("。. ")
    return words.replace(secret, "***") if secret else words


def quoted(about: str, words: str) -> str:
    """What a problem is about, and what the database said of it in its own language."""
    return "，".join(one for one in (about, f"数据库的原话是“{words}”" if words else "") if one)
