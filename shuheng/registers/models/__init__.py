"""What this room keeps: rows of registers with their history and evidence, and who reported a period complete."""

from shuheng.registers.models.close import RegisterClose
from shuheng.registers.models.evidence import RegisterEvidence
from shuheng.registers.models.row import RegisterRow, RegisterRowVersion

__all__ = ["RegisterClose", "RegisterEvidence", "RegisterRow", "RegisterRowVersion"]
