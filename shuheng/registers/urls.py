"""Addresses of the registers."""

from django.urls import path

from shuheng.registers.views import evidence, excel, registers, rows, work

ROW = "registers/<slug:register>/<int:number>/"

urlpatterns = [
    path("registers/", registers.registers, name="registers"),
    path("registers/to-review/", work.review, name="registers-review"),
    path("registers/<slug:register>/", registers.register, name="register"),
    path("registers/<slug:register>/about/", registers.about, name="register-about"),
    path("registers/<slug:register>/metrics/<str:metric>/", registers.behind, name="register-metric"),
    path("registers/<slug:register>/new/", rows.row_new, name="register-row-new"),
    path("registers/<slug:register>/move/", work.rows_move, name="register-rows-move"),
    path("registers/<slug:register>/close/", work.close, name="register-close"),
    path("registers/<slug:register>/reopen/", work.reopen, name="register-reopen"),
    path("registers/<slug:register>/excel/", excel.sheet, name="register-sheet"),
    path("registers/<slug:register>/excel/apply/", excel.sheet_apply, name="register-sheet-apply"),
    path("registers/<slug:register>/excel/download/", excel.sheet_download, name="register-sheet-download"),
    path(ROW, rows.row, name="register-row"),
    path(f"{ROW}edit/", rows.row_edit, name="register-row-edit"),
    path(f"{ROW}move/", rows.row_move, name="register-row-move"),
    path(f"{ROW}withdraw/", rows.row_withdraw, name="register-row-withdraw"),
    path(f"{ROW}restore/", rows.row_restore, name="register-row-restore"),
    path(f"{ROW}evidence/", evidence.evidence_add, name="register-evidence-add"),
    path(f"{ROW}evidence/<int:piece>/", evidence.evidence_file, name="register-evidence"),
    path(
        f"{ROW}evidence/<int:piece>/withdraw/",
        evidence.evidence_withdraw,
        name="register-evidence-withdraw",
    ),
]
