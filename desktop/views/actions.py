"""Everything the window can do by name: one table for menus, shortcuts and the palette of actions.

`page` is "" for what the window does itself, "*" for what the page in front may do, or the key of
the page that is brought to the front first. Pages answer in `Page.commands()`.
"""

from typing import NamedTuple


class Action(NamedTuple):
    """One action. `label` carries the Alt letter of its menu line."""

    key: str
    label: str
    menu: str
    shortcut: str = ""
    page: str = ""
    icon: str = ""

    @property
    def name(self) -> str:
        """The label without its Alt letter."""
        return self.label.replace("&", "")


MENUS = ("&File", "&Edit", "&View", "&Help")
ACTIONS = (
    Action("import", "&Import customers…", "&File", "Ctrl+I", icon="file-input"),
    Action("import.choose", "&Choose files to import…", "&File", "Ctrl+O", "import", "folder-open"),
    Action("import.mappings", "Saved &column choices…", "&File", "", "import", "columns-3"),
    Action("import.services", "Ser&vices of invoice items…", "&File", "", "import", "tag"),
    Action("import.sources", "A&ge of the data…", "&File", "", "import", "clock"),
    Action("save", "&Save", "&File", "Ctrl+S", "*", "save"),
    Action("save_note", "Save with a &note…", "&File", "Ctrl+Shift+S", "*", "pencil"),
    Action("save_as", "Save &as…", "&File", "", "*", "copy"),
    Action("export", "Write &Excel list…", "&File", "Ctrl+E", "*", "download"),
    Action("print", "&Print…", "&File", "Ctrl+P", "*", "printer"),
    Action("today.company", "Compan&y on print-outs…", "&File", "", "today", "house"),
    Action("today.lists", "Technicians, t&rucks, counties…", "&File", "", "today", "users"),
    Action("today.zones", "&Zones…", "&File", "", "today", "group"),
    Action("today.tickets", "Trip tic&kets of a year…", "&File", "", "today", "file-text"),
    Action("today.rules", "R&ules of your office…", "&File", "", "today", "settings"),
    Action("sample", "&Try the sample office", "&File", icon="flask-conical"),
    Action("own", "&Go to my own office", "&File", icon="house"),
    Action("quit", "&Quit", "&File", "Ctrl+Q", icon="log-out"),
    Action("undo", "&Undo", "&Edit", "Ctrl+Z", "*", "undo-2"),
    Action("redo", "&Redo", "&Edit", "Ctrl+Y", "*", "redo-2"),
    Action("find", "&Find", "&Edit", "Ctrl+F", icon="search"),
    Action("today.due", "Open the d&ue list", "&Edit", "", "today", "clock"),
    Action("today.months", "Open the co&ming months", "&Edit", "", "today", "calendar"),
    Action("find_customer", "Find a customer (&who calls)…", "&Edit", "F9", icon="phone"),
    Action("customers.open", "&Open the customer's card", "&Edit", "", "customers", "user"),
    Action("customers.call", "&Note a call", "&Edit", "Ctrl+Shift+N", "customers", "phone"),
    Action("customers.why", "W&hy is this so?", "&Edit", "", "customers", "circle-question-mark"),
    Action("customers.work", "Enter yesterda&y's work…", "&Edit", "F8", "customers", "pencil"),
    Action("customers.new", "New cus&tomer…", "&Edit", "F7", "customers", "plus"),
    Action("customers.copy", "&Copy rows", "&Edit", "", "customers", "copy"),
    Action("customers.copy_headings", "Copy rows with &headings", "&Edit", "", "customers", "copy"),
    Action("customers.clear_filters", "C&lear search and filters", "&Edit", "", "customers", "x"),
    Action("customers.duplicates", "Find &duplicates", "&Edit", "", "customers", "merge"),
    Action("duplicates.again", "Look for duplicates &again", "&Edit", "", "duplicates", "merge"),
    Action("duplicates.past", "&Past merges…", "&Edit", "", "duplicates", "history"),
    Action("segments.new", "&New segment", "&Edit", "Ctrl+N", "segments", "plus"),
    Action("palette", "&Find an action…", "&View", "Ctrl+K", icon="command"),
    Action("refresh", "&Recalculate", "&View", "F5", icon="refresh-cw"),
    Action("next_page", "&Next page", "&View", "Ctrl+Tab", icon="arrow-right"),
    Action("previous_page", "&Previous page", "&View", "Ctrl+Shift+Tab", icon="arrow-left"),
    Action("scheme.system", "Colors as the &system", "&View", icon="monitor"),
    Action("scheme.light", "&Light colors", "&View", icon="sun"),
    Action("scheme.dark", "&Dark colors", "&View", icon="moon"),
    Action("reset_layout", "R&eset layout", "&View", icon="undo-2"),
    Action("page_help", "&What is this page?", "&Help", "F1", icon="circle-question-mark"),
    Action("log_folder", "Open the &log folder", "&Help", icon="folder-open"),
    Action("about", "&About", "&Help", icon="info"),
)
