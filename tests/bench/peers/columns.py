"""The columns that the answers are about, as tests.bench.tables_data names them, and the shapes of three formats."""

DATE = "登记日期"
FORMATS = {"identity": "身份证号", "credit_code": "统一社会信用代码", "bank_card": "银行卡号"}
LETTER = "[0-9A-HJ-NPQRTUWXY]"
SHAPES = {
    "identity": "^[1-9][0-9]{5}(18|19|20)[0-9]{9}[0-9X]$",
    "credit_code": f"^{LETTER}{{2}}[0-9]{{6}}{LETTER}{{10}}$",
    "bank_card": "^[3-6][0-9]{15,18}$",
}
