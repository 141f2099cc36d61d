"""The main window: pages at the left, the page in front, and what belongs to all of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import __version__
from desktop.models.errors import UserError
from desktop.views import menus
from desktop.views.actions import ACTIONS, Action
from desktop.views.banner import Banner
from desktop.views.errors import show_error
from desktop.views.jobs import Jobs
from desktop.views.navigation import Navigation
from desktop.views.page import Context, Hub, Page
from desktop.views.pages import PAGES
from desktop.views.settings import Settings
from desktop.views.status import StatusBar
from desktop.views.toast import Toast
from desktop.views.welcome import Welcome
from desktop.views.widgets import look, parts

if TYPE_CHECKING:
    from desktop.models.database import Office
    from desktop.views.ahead import Ahead

PRODUCT = "ECBTX CRM"
SIZE = (1280, 800)
SAMPLE = "This is the sample office. Nothing you do here touches your own customers."


class Surroundings(NamedTuple):
    """What a window is given from outside: the day, what is remembered, where the log is."""

    as_of: Callable[[], date]
    settings: Settings
    log_file: Path | None = None


class Window(QMainWindow):
    """Shown empty first, so that it is there at once; `attach` brings the office in.

    `sample_wanted` and `own_wanted` ask for another office; whoever made the window opens it.
    """

    sample_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._settings = around.settings
        self.context: Context | None = None
        self.pages: dict[str, Page] = {}
        self._is_sample = False
        self.setWindowTitle(PRODUCT)
        self._build()
        self._actions = menus.build(self, PAGES, self.trigger)
        self._wanted_page = self._page_of_today()
        self._show_scheme()
        self._place()
        QApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    def _page_of_today(self) -> str:
        """The page of last time; on another day the first one, which tells what waits."""
        shown: str = self._settings.get("window.page")
        is_same_day = self._settings.get("window.day") == str(self._around.as_of())
        return shown if is_same_day else PAGES[0].key

    def _build(self) -> None:
        self.navigation = Navigation(PAGES)
        self.navigation.chosen.connect(self.go)
        self.navigation.find_wanted.connect(self.find_customer)
        self.stack = QStackedWidget()
        self.welcome = Welcome()
        self.welcome.import_wanted.connect(lambda: self.trigger("import"))
        self.welcome.sample_wanted.connect(self.sample_wanted)
        self.welcome.by_hand_wanted.connect(lambda: self.trigger("customers.new"))
        self.stack.addWidget(QWidget())
        self.stack.addWidget(self.welcome)
        self.closed = parts.Empty(
            "triangle-alert",
            "This office cannot be opened",
            "",
            parts.primary("Try again", self.own_wanted.emit),
            parts.button("Try with the sample office", self.sample_wanted.emit),
        )
        self.stack.addWidget(self.closed)
        self.banner = Banner(SAMPLE, "Start my own", self.own_wanted.emit)
        self.banner.hide()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addWidget(parts.Rule(Qt.Orientation.Vertical))
        line.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self.toast = Toast(self)

    # The office

    def attach(self, office: "Office", *, is_sample: bool = False) -> None:
        """Show an office, which the window closes again."""
        self.detach()
        self.navigation.setEnabled(True)
        hub = Hub()
        hub.changed.connect(self._on_changed)
        self.context = Context(
            office,
            Jobs(office, self.show_error),
            self._around.as_of,
            self.toast.say,
            self.go,
            hub,
            self._settings,
            self.show_error,
        )
        self._is_sample = is_sample
        self.banner.setVisible(is_sample)
        self._actions["own"].setVisible(is_sample)
        self._actions["sample"].setVisible(not is_sample)
        self.navigation.office.set_text(_office_name(office, is_sample=is_sample))
        self._ahead = _made_ahead(self, self.context, self._made)
        _look_at(self.context, self.status, self._show_first)

    def show_closed(self, error: UserError) -> None:
        """Say why there is no office in the window, and what can be done."""
        self.closed.say(f"{error.message} Nothing was changed.")
        self.navigation.setEnabled(False)
        self.stack.setCurrentWidget(self.closed)

    def detach(self) -> None:
        """Let go of the office in the window, if there is one."""
        if self.context is None:
            return
        context, self.context = self.context, None
        self._ahead.stop()
        self._ahead.deleteLater()
        self._close_pages()
        context.jobs.close()
        context.office.close()

    def _close_pages(self) -> None:
        self.stack.setCurrentIndex(0)
        for page in self.pages.values():
            page.close_page()
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()

    def _show_first(self, customers: int) -> None:
        """After opening: the page of last time, or the welcome of an empty office."""
        if customers:
            keys = [entry.key for entry in PAGES]
            self.go(self._wanted_page if self._wanted_page in keys else keys[0])
            self._find()
            self._ahead.start()
        elif not self._is_sample:
            self.stack.setCurrentWidget(self.welcome)
            self.welcome.start.setFocus()

    def _on_changed(self, topic: str) -> None:
        if topic == "customers" and self.context:
            shown = self._show_first if self.page is None else _do_nothing
            _look_at(self.context, self.status, shown)

    # Pages

    @property
    def page(self) -> Page | None:
        """The page in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, page_key: str, argument: object = None) -> None:
        """Bring a page to the front."""
        if self.context is None:
            return
        entry = next(entry for entry in PAGES if entry.key == page_key)
        page = self._made(page_key)
        self.stack.setCurrentWidget(page)
        self.navigation.show_chosen(page_key)
        self._settings.set("window.page", page_key)
        self._settings.set("window.day", str(self._around.as_of()))
        self.setWindowTitle(f"{entry.label} – {PRODUCT}")
        page.shown()
        if argument is not None:
            page.open(argument)

    def _made(self, page_key: str) -> Page:
        """A page, built out of sight when it is not there yet."""
        if page_key not in self.pages:
            if self.context is None:
                raise TypeError("a page needs an office")
            entry = next(entry for entry in PAGES if entry.key == page_key)
            self.pages[page_key] = entry.load()(self.context)
            self.stack.addWidget(self.pages[page_key])
        return self.pages[page_key]

    def _step(self, by: int) -> None:
        keys = [entry.key for entry in PAGES]
        shown = next((key for key, page in self.pages.items() if page is self.page), keys[0])
        self.go(keys[(keys.index(shown) + by) % len(keys)])

    # Actions

    def trigger(self, key: str) -> None:
        """Do what an action of the table stands for."""
        own = self._own_actions()
        if key in own:
            own[key]()
        elif key.startswith("page."):
            self.go(key.removeprefix("page."))
        elif key.startswith("scheme."):
            self.set_scheme(key.removeprefix("scheme."))
        else:
            self._trigger_on_page(next(action for action in ACTIONS if action.key == key))

    def _own_actions(self) -> dict[str, Callable[[], object]]:
        return {
            "import": lambda: self.go("import"),
            "sample": self.sample_wanted.emit,
            "own": self.own_wanted.emit,
            "quit": self.close,
            "find": self._find,
            "find_customer": self.find_customer,
            "palette": self.open_palette,
            "refresh": self._refresh,
            "next_page": lambda: self._step(1),
            "previous_page": lambda: self._step(-1),
            "reset_layout": self._reset_layout,
            "page_help": self._explain_page,
            "log_folder": self._open_log_folder,
            "about": self._about,
        }

    def _trigger_on_page(self, action: Action) -> None:
        if action.page != "*":
            self.go(action.page)
        command = self.page.commands().get(action.key) if self.page else None
        if command:
            command()
        else:
            self.toast.say(f"There is nothing to {action.name.lower()} here.")

    def _find(self) -> None:
        box = self.page.search_box() if self.page else None
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_customer(self) -> None:
        """Open the search for a customer, from any page."""
        if self.context is None:
            return
        from desktop.views.customers.finder import Finder  # noqa: PLC0415 - not before it is wanted

        self.finder = Finder(self.context, self)
        self.finder.chosen.connect(lambda customer_id: self.go("customers", customer_id))
        self.finder.open_over(self)

    def open_palette(self) -> None:
        """Open the list of all actions."""
        rows = [*menus.page_actions(PAGES), *ACTIONS]
        shown = [row for row in rows if row.key in self._actions and row.key != "palette"]
        from desktop.views.palette import Palette  # noqa: PLC0415 - seldom needed at the start

        self.palette_list = Palette(
            [row for row in shown if self._actions[row.key].isVisible()], self
        )
        self.palette_list.chosen.connect(self.trigger)
        self.palette_list.open_over(self)

    def _refresh(self) -> None:
        if self.page:
            self.page.refresh()

    def _explain_page(self) -> None:
        shown = next((key for key, page in self.pages.items() if page is self.page), "")
        about = {entry.key: entry.about for entry in PAGES}
        self.toast.say(about.get(shown, "Start here: import your customers, or try the sample."))

    def _open_log_folder(self) -> None:
        if self._around.log_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._around.log_file.parent)))

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(f"About {PRODUCT}")
        box.setText(f"{PRODUCT} {__version__}")
        where = self.context.office.url if self.context else ""
        box.setInformativeText(f"Your data stays on this computer:\n{where}")
        box.open()

    def show_error(self, error: BaseException) -> None:
        """The one place where errors are shown."""
        show_error(self, error, self._around.log_file)

    # Colours and layout

    def set_scheme(self, scheme: str) -> None:
        """Wear light, dark or the system's colours."""
        self._settings.set("window.scheme", scheme)
        self._show_scheme()

    def _show_scheme(self) -> None:
        scheme = self._settings.get("window.scheme")
        self._actions[f"scheme.{scheme}"].setChecked(True)
        look.apply(_application(), scheme)

    def _on_system_scheme(self) -> None:
        if self._settings.get("window.scheme") == "system":
            look.apply(_application(), "system")

    def _place(self) -> None:
        """Stand where the window stood, if a screen still shows that place."""
        self.resize(*SIZE)
        kept = self._settings.get("window.geometry")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _reset_layout(self) -> None:
        shown = self._settings.get("window.page")
        self._close_pages()
        self._settings.reset()
        self._show_scheme()
        self.resize(*SIZE)
        self.go(shown)
        self.toast.say("The layout is as it was at first.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears or closes the innermost thing of the page."""
        if event.key() == Qt.Key.Key_Escape and self.page and self.page.escape():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the work, remember the layout, close the office."""
        self._settings.set("window.geometry", self.saveGeometry().toBase64().toStdString())
        self.detach()
        self._settings.save()
        super().closeEvent(event)


def _look_at(context: Context, status: StatusBar, then: Callable[[int], None]) -> None:
    from desktop.views.opening import look_at  # noqa: PLC0415 - the window comes before the office

    look_at(context, status, then)


def _made_ahead(window: QWidget, context: Context, make: Callable[[str], Page]) -> "Ahead":
    from desktop.views.ahead import Ahead  # noqa: PLC0415 - as above

    return Ahead(window, context, make)


def _do_nothing(_customers: int) -> None:
    """For when a page is shown already."""


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    return app


def _office_name(office: "Office", *, is_sample: bool) -> str:
    if is_sample:
        return "Sample office"
    return office.path.name if office.path else "Database server"
