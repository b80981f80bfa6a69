"""Who may act on rows, on which version of them, and in which state."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.declare import Declaration, State
from shuheng.registers.models import RegisterRow
from shuheng.registers.shelf import declarations

FILL, REVIEW = "registers.fill", "registers.review"
BATCH = 1_000


class ConflictError(ProblemsError):
    """Somebody else changed the row meanwhile; `row` is how it stands now."""

    def __init__(self, row: RegisterRow, problem: Problem) -> None:
        super().__init__([problem])
        self.row = row


def demand(by: Visitor, permission: str, agency: Agency) -> None:
    """Refuse, in words, who may not do this in this agency."""
    if not allows(by, permission, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}（{agency.name}）。")


def refusal(code: str, message: str, hint: str = "") -> ProblemsError:
    """One reason for which an act does not happen."""
    return ProblemsError([Problem(code, message, hint=hint)])


def declaration_of(code: str) -> Declaration:
    """The declaration of this register; `ProblemsError` where it is gone or has mistakes now."""
    found = declarations().get(code)
    if found is None:
        message = f"台账“{code}”的声明不在了，或有错误。"
        raise refusal("register-unknown", message, "请改好数据目录 registers 文件夹里的声明再试。")
    return found


def locked(number: int) -> RegisterRow:
    """The row, kept from others until the transaction ends. `DoesNotExist` where there is none."""
    return RegisterRow.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)


def locked_many(numbers: Iterable[int]) -> list[RegisterRow]:
    """The rows in the order of their numbers, so that two such acts do not wait for one another."""
    wanted = sorted(set(numbers))
    rows = RegisterRow.objects.select_for_update(of=("self",)).select_related("agency").order_by("pk")
    return [
        row
        for start in range(0, len(wanted), BATCH)
        for row in rows.filter(pk__in=wanted[start : start + BATCH])
    ]


def refuse_moved(row: RegisterRow, version: int) -> None:
    """The act was decided on `version`; another may stand by now."""
    if row.version != version:
        message = (
            f"“{row.key}”已被 {row.changed_by} 改过：您打开时是第 {version} 版，现在是第 {row.version} 版。"
        )
        hint = "请对照现在的内容，确认后再保存。"
        raise ConflictError(row, Problem("register-row-moved", message, hint=hint))


def refuse_withdrawn(row: RegisterRow) -> None:
    """A row that was withdrawn stays as it is until it is restored."""
    if row.withdrawn is not None:
        message = f"“{row.key}”已由 {row.withdrawn_by} 撤销，不能再改。"
        raise refusal("register-row-withdrawn", message, "请先恢复。")


def state_of(declaration: Declaration, code: str) -> State:
    """The state with this code; the first one for a state that the declaration has dropped since."""
    return next((one for one in declaration.life.states if one.code == code), declaration.life.first)


def refuse_closed_state(declaration: Declaration, row: RegisterRow) -> None:
    """Values change only in a state that is open."""
    state = state_of(declaration, row.state)
    if state.open:
        return
    ways = "、".join(
        f"“{move.title}”"
        for move in declaration.life.moves_from(row.state)
        if state_of(declaration, move.to).open
    )
    hint = f"请先办理{ways}，再改。" if ways else "这个状态下不再修改。"
    raise refusal("register-row-state", f"“{row.key}”现在是“{state.title}”，不能改内容。", hint)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """One transaction; where another one just wrote a row with the same key, that is said in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        message = "刚刚有人登记了同样的一行，没有保存。"
        raise refusal("register-row-key-taken", message, "请刷新后看看，再决定改哪一行。") from error
