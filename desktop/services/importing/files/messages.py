"""The sentences for files that cannot be imported: what is wrong, and what to do instead."""

from desktop.services.importing.kinds import ImportFileError

_EXPORT_HELP = (
    "In QuickBooks Desktop: Customers › Customer Center › Excel › Export Customer List. "
    "In QuickBooks Online: Reports › Customer Contact List › Export to Excel."
)

SENTENCES = {
    "missing": "{name} cannot be found. Check the folder and the name.",
    "folder": "{name} is a folder. Choose a file.",
    "locked": "{name} is open in Excel or may not be read. Close it there, or import a copy.",
    "empty": "{name} is empty. Export it again.",
    "too_big": "{name} is larger than 100 MB. Export a shorter period, or split it.",
    "password": "{name} is protected by a password. Open it in Excel, remove the password "
    "(File › Info › Protect Workbook) and try again.",
    "damaged": "{name} is damaged or not complete. Try opening it in Excel and saving it under "
    "a new name.",
    "unsafe": "{name} contains parts that a normal workbook does not have ({what}), so it was "
    "not opened. Open it in Excel, save it under a new name as .xlsx and try again.",
    "unpacks": "{name} unpacks to far more data than a workbook needs, so it was not opened. "
    "Copy the rows you need into a new workbook.",
    "panic": "This kind of workbook ({suffix}) cannot be read here. Save it as .xlsx.",
    "quickbooks": "{name} is QuickBooks' own file. Export a report or list from QuickBooks. "
    + _EXPORT_HELP,
    "bank": "{suffix} files are bank statements and hold no customers or invoices. " + _EXPORT_HELP,
    "crashed": "{name} stops the part of the program that reads {suffix} files, so it was not "
    "imported. Open it in Excel, save it under a new name as .xlsx and try again.",
    "slow": "{name} took longer than a minute to read, so reading was stopped. Copy the rows you "
    "need into a new workbook and import that.",
    "html": "{name} is a web page without a simple table, saved with a spreadsheet's name. Open "
    "it in Excel and save it as .xlsx.",
    "binary": "{name} is not a spreadsheet or a text file. Choose a .xlsx, .csv or .iif file.",
    "tabs": "{name}: this IIF file has blanks where tabs should be; it was probably copied "
    "through an e-mail or editor. Export it again from QuickBooks.",
    "no_customers": "{name} holds no customer list. It has: {what}. In QuickBooks: File › "
    "Utilities › Export › Lists to IIF › Customer List.",
    "no_table": "No table found in the first 30 rows of {name}. Expected headings such as "
    "Customer, Phone, Date, Amount. Found: {what}",
    "no_sheet": "{name} has no sheet with values. Check in Excel that it is the right workbook.",
    "only_hidden": "{name} has values in hidden sheets only ({what}). In Excel, right-click a "
    "sheet name › Unhide, save, and try again.",
    "unreadable_report": "{name} looks like the report “{what}”, which this version does not "
    "read yet. Export “Customer Contact List” and “Transaction List by Customer” instead.",
    "missing_column": "{name} looks like “{what}”, but the column {column} is missing. In "
    "QuickBooks: Customize › Columns › tick {column}.",
    "no_name": "No column holds the customer's name. Choose which column it is.",
    "shifted": "{name}: {count} of {total} values under {column} look like {what}. Columns may "
    "be shifted; compare the first rows. {rows}.",
}


def unusable(case: str, name: str, **values: object) -> ImportFileError:
    """The error with the sentence for `case`."""
    suffix = name[name.rfind(".") :] if "." in name else name
    sentence = SENTENCES[case].format(name=name, suffix=suffix, **values)
    return ImportFileError(sentence, where=name)
