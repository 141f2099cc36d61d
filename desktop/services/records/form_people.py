"""The forms about people: customers, contacts, tasks, notes."""

from desktop.models.care import Note
from desktop.models.customers import Customer, CustomerPhone, CustomerTag
from desktop.models.office import CustomValue
from desktop.models.tasks import Task
from desktop.models.work import Interaction
from desktop.services.records.fields import Ask, Rows, kind

CUSTOMER = kind("customer", "Customer", Customer, {
    "Name": (
        Ask("display_name", "Name", "As it stands on lists and letters, for example Reyes, Ana"),
        Ask("account_no", "Account number", "Printed on invoices; no two customers share one"),
        Ask("customer_type", "Kind of customer"),
        Ask("company", "Company"),
        Ask("salutation", "Greeting", "Mr. and Mrs., Dr."),
        Ask("first_name", "First name"),
        Ask("last_name", "Last name"),
        Ask("second_name", "Second person", "Husband, wife or partner"),
    ),
    "Reach": (
        Ask("phones", "Phones", "The first one is called first", kind="rows",
          rows=Rows(CustomerPhone, "customer_id"), entries=(
            Ask("number", "Number"), Ask("kind", "Kind"), Ask("can_text", "Takes text messages"))),
        Ask("email", "Email"),
        Ask("other_emails", "More emails", kind="texts"),
        Ask("preferred_channel", "Prefers"),
    ),
    "Mail goes to": (
        Ask("line1", "Street"), Ask("line2", "Second line"), Ask("city", "City"),
        Ask("state", "State"), Ask("zip5", "ZIP"), Ask("zip4", "ZIP+4"),
    ),
    "What is allowed": (
        Ask("do_not_contact", "Do not contact at all"),
        Ask("do_not_mail", "No mail"),
        Ask("do_not_email", "No email"),
        Ask("do_not_call", "No calls"),
        Ask("do_not_text", "No text messages"),
        Ask("email_opt_out_on", "Opted out of email on"),
        Ask("sms_consent", "Agreed to text messages"),
        Ask("sms_consent_on", "Agreed on"),
        Ask("sms_consent_how", "Agreed how"),
        Ask("sms_opt_out_on", "Opted out of texts on"),
        Ask("on_national_dnc", "On the national do-not-call list"),
        Ask("undeliverable_mail", "Mail came back"),
        Ask("undeliverable_email", "Email came back"),
    ),
    "More": (
        Ask("status", "Status"),
        Ask("inactive_reason", "Why inactive"),
        Ask("source", "Came to us through"),
        Ask("first_seen", "First seen on"),
        Ask("price_level", "Price level"),
        Ask("payment_terms", "Payment terms"),
        Ask("tags", "Tags", kind="rows",
          rows=Rows(CustomerTag, "customer_id", ordered=False, single="tag"),
          entries=(Ask("tag", "Tag"),)),
        Ask("custom", "Own fields", kind="custom",
          rows=Rows(CustomValue, "customer_id", ordered=False)),
        Ask("notes", "Notes"),
    ),
})  # fmt: skip

INTERACTION = kind("interaction", "Contact", Interaction, {
    "Contact": (
        Ask("customer", "Customer"),
        Ask("date", "Day"),
        Ask("channel", "How"),
        Ask("outcome", "Outcome"),
        Ask("purpose", "About"),
        Ask("note", "Note"),
        Ask("campaign", "Campaign"),
        Ask("asset", "Tank"),
        Ask("user", "By"),
    ),
})  # fmt: skip

TASK = kind("task", "Task", Task, {
    "Task": (
        Ask("text", "What to do"),
        Ask("kind", "Kind"),
        Ask("due_date", "Until"),
        Ask("customer", "Customer"),
        Ask("property", "Property"),
        Ask("created_on", "Entered on"),
        Ask("done_on", "Done on"),
    ),
})  # fmt: skip

NOTE = kind("note", "Note", Note, {
    "Note": (
        Ask("text", "Note"),
        Ask("written_on", "Day"),
        Ask("customer", "Customer"),
        Ask("property", "Property"),
        Ask("user", "By"),
    ),
})  # fmt: skip
