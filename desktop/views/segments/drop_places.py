"""Where a carried card would go: before or after a row, onto it, or into a group."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from desktop.views.segments.card import Card
from desktop.views.segments.carrier import ONTO, Target
from desktop.views.segments.group_card import GroupCard
from desktop.views.widgets import tints

LINE = 3  # pixels


def target_at(root: GroupCard, carried: Card, ground: QWidget, spot: QPoint) -> Target | None:
    """The target under `spot`; None outside the groups and inside the carried card itself."""
    if not area_of(root, ground).contains(spot):
        return None
    group = root
    while (inner := _group_under(group, carried, ground, spot)) is not None:
        group = inner
    if group is carried or carried.isAncestorOf(group):
        return None
    if area_of(carried, ground).contains(spot) and isinstance(carried, GroupCard):
        return None
    return _onto_row(group, carried, ground, spot) or _in_group(group, ground, spot)


def _onto_row(group: GroupCard, carried: Card, ground: QWidget, spot: QPoint) -> Target | None:
    """The row under the middle of which the pointer is: dropped there, the two become a group."""
    for card in group.cards:
        if card is carried or isinstance(card, GroupCard) or group.is_inner:
            continue
        area = area_of(card, ground)
        edge = area.height() // 3
        if area.adjusted(0, edge, 0, -edge).contains(spot):
            return Target(card.node_id, ONTO, area.adjusted(-2, -1, 2, 1))
    return None


def area_of(card: QWidget, ground: QWidget) -> QRect:
    """The place of a card on the sheet."""
    return QRect(card.mapTo(ground, QPoint(0, 0)), card.size())


def _group_under(
    group: GroupCard, carried: Card, ground: QWidget, spot: QPoint
) -> GroupCard | None:
    """The child group whose inside the pointer is in; near its upper or lower edge it is not."""
    for card in group.cards:
        if not isinstance(card, GroupCard) or card is carried:
            continue
        area = area_of(card, ground)
        edge = min(tints.unit(card), area.height() // 4)
        if area.adjusted(0, edge, 0, -edge).contains(spot):
            return card
    return None


def _in_group(group: GroupCard, ground: QWidget, spot: QPoint) -> Target:
    areas = [area_of(card, ground) for card in group.cards]
    if not areas:
        return Target(group.node_id, 0, area_of(group, ground).adjusted(3, 3, -3, -3))
    place = sum(spot.y() > area.center().y() for area in areas)
    gap = tints.unit(group) // 6
    y = areas[place].top() - gap - LINE if place < len(areas) else areas[-1].bottom() + gap
    return Target(group.node_id, place, QRect(areas[0].left(), y, areas[0].width(), LINE))
