"""Icons are drawn with as many dots as the screen has."""

import pytest
from PySide6.QtCore import QSize

from desktop.views.widgets.icons import icon

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(("ratio", "dots"), [(1.0, 18), (1.5, 27), (2.0, 36)])
def test_an_icon_has_all_the_dots_of_a_sharp_screen(ratio: float, dots: int) -> None:
    drawn = icon("phone").pixmap(QSize(18, 18), ratio)
    assert drawn.size() == QSize(dots, dots)
    assert drawn.devicePixelRatio() == ratio
