"""Pages of the *porte-documents*."""

from .coordination import (
    entry_add,
    entry_detail,
    entry_edit,
    entry_file,
    entry_file_add,
    entry_file_retire,
    entry_list,
    entry_publish,
    entry_retire,
    reading_add,
    reading_remove,
    theme_list,
    theme_raise,
    theme_rename,
)
from .public import document, document_file, document_list, feed

__all__ = [
    "document",
    "document_file",
    "document_list",
    "entry_add",
    "entry_detail",
    "entry_edit",
    "entry_file",
    "entry_file_add",
    "entry_file_retire",
    "entry_list",
    "entry_publish",
    "entry_retire",
    "feed",
    "reading_add",
    "reading_remove",
    "theme_list",
    "theme_raise",
    "theme_rename",
]
