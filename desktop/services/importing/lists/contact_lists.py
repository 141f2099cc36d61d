"""Desktop's contact list: name, street and town stand in one cell and need a look."""

from desktop.services.importing.cells.addresses import Address, from_block
from desktop.services.importing.kinds import Problem, column_name
from desktop.services.importing.records import Parsed, ProposedCustomer

KIND = "desktop_contact_list"
_CHECK = "name and address stand in one cell; please check the address"


def review_addresses(parsed: Parsed) -> None:
    """Take the customer's own name off the front of the cell, and flag every such address."""
    place = parsed.mapping.place("mail_block")
    if place is None:
        return
    heading = parsed.table.headings[place]
    for customer in parsed.customers:
        whole = customer.mail.line1
        if not whole or customer.mail.line2 or not customer.mail.doubt:
            continue  # several lines, or nothing
        customer.mail = _without_name(customer)
        if customer.site_from_billing:
            customer.site = customer.mail
            customer.site_from_billing = customer.mail.is_street
        column = column_name(place, heading)
        said = f"Row {customer.row}, column {column}: {_CHECK}. Customer: {customer.name.display}."
        table = parsed.table
        parsed.problems.append(Problem(table.file, table.sheet, customer.row, column, whole, said))


def _without_name(customer: ProposedCustomer) -> Address:
    """The address without the name it begins with; as it is when that would leave nothing."""
    whole = customer.mail.line1
    last_first = customer.name.display
    first_last = f"{customer.values.get('first_name', '')} {customer.values.get('last_name', '')}"
    for name in (last_first, first_last.strip(), customer.values.get("company", "")):
        if name and whole.casefold().startswith(f"{name.casefold()} "):
            return from_block([whole[len(name) :].strip(" ,")])
    return customer.mail
