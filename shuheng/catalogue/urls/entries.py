"""Addresses of entries, standards and libraries."""

from django.urls import path

from shuheng.catalogue.views import bulk, dictionary, editing, entries, excel, libraries, parts, standards

urlpatterns = [
    path("catalogue/new/", editing.entry_new, name="entry-new"),
    path("catalogue/bulk/edit/", bulk.edit, name="entries-bulk-edit"),
    path("catalogue/bulk/step/", bulk.step, name="entries-bulk-step"),
    path("catalogue/excel/", excel.excel, name="entries-excel"),
    path("catalogue/excel/apply/", excel.apply, name="entries-excel-apply"),
    path("catalogue/excel/download/", excel.download, name="entries-excel-download"),
    path("catalogue/dictionary/", dictionary.dictionary, name="dictionary"),
    path("catalogue/dictionary/apply/", dictionary.apply, name="dictionary-apply"),
    path("catalogue/<int:number>/", entries.entry, name="entry"),
    path("catalogue/<int:number>/edit/", editing.entry_edit, name="entry-edit"),
    path("catalogue/<int:number>/items/", parts.items, name="entry-items"),
    path("catalogue/<int:number>/resources/", parts.resources, name="entry-resources"),
    path("catalogue/<int:number>/dictionary/", dictionary.dictionary, name="entry-dictionary"),
    path("catalogue/<int:number>/dictionary/apply/", dictionary.apply, name="entry-dictionary-apply"),
    path("catalogue/<int:number>/history/", entries.history, name="entry-history"),
    path("catalogue/<int:number>/source/", entries.source, name="entry-source"),
    path("catalogue/<int:number>/step/", entries.step, name="entry-step"),
    path("catalogue/<int:number>/withdraw/", entries.withdraw, name="entry-withdraw"),
    path("catalogue/<int:number>/restore/", entries.restore, name="entry-restore"),
    path("standards/", standards.standards, name="standards"),
    path("standards/import/", standards.standards_import, name="standards-import"),
    path("standards/code-lists/new/", standards.code_list_edit, name="code-list-new"),
    path("standards/code-lists/<int:number>/", standards.code_list, name="code-list"),
    path("standards/code-lists/<int:number>/edit/", standards.code_list_edit, name="code-list-edit"),
    path("standards/code-lists/<int:number>/retire/", standards.code_list_retire, name="code-list-retire"),
    path("standards/elements/new/", standards.element_edit, name="element-new"),
    path("standards/elements/<int:number>/", standards.element, name="element"),
    path("standards/elements/<int:number>/edit/", standards.element_edit, name="element-edit"),
    path("standards/elements/<int:number>/retire/", standards.element_retire, name="element-retire"),
    path("libraries/", libraries.libraries, name="libraries"),
    path("libraries/new/", libraries.library_edit, name="library-new"),
    path("libraries/<int:number>/", libraries.library, name="library"),
    path("libraries/<int:number>/edit/", libraries.library_edit, name="library-edit"),
    path("libraries/<int:number>/entries/", libraries.library_entries, name="library-entries"),
]
