"""The columns that say who the customer is and how to reach him."""

from desktop.services.importing.headings.target import CUSTOMER, Target, target

CUSTOMER_TARGETS: tuple[Target, ...] = (
    target(
        "display_name",
        "Customer name",
        CUSTOMER,
        "customer|customer name|display name|client|client name|account name|customer full name|"
        "name|cust|cust name|homeowner|homeowner name|owner|owner name|property owner|sold to|"
        "bill to|bill to name|full name|last name, first name|last, first|name (last, first)|"
        "customer/owner|resident|resident name|current owner",
        "name name.display_name",
        "Reyes, Ana",
    ),
    target(
        "first_name",
        "First name",
        CUSTOMER,
        "first|first name|fname|given name|f name|firstname|first name(s)",
        "text customer.first_name",
        "Ana",
    ),
    target(
        "last_name",
        "Last name",
        CUSTOMER,
        "last|last name|lname|surname|family name|l name|lastname",
        "name customer.last_name",
        "Reyes",
    ),
    target(
        "middle_name",
        "Middle initial",
        CUSTOMER,
        "m.i.|mi|middle|middle initial|middle name",
        "text extra.Middle initial",
        "B.",
    ),
    target(
        "second_name",
        "Second contact",
        CUSTOMER,
        "spouse|spouse name|spouse's name|second name|secondary contact|co-owner|wife|husband|"
        "husband/wife|partner",
        "text customer.second_name",
        "Carol",
    ),
    target(
        "contact_name",
        "Contact",
        CUSTOMER,
        "contact|primary contact|contact name|full name|contact person|attn",
        "text name.contact",
        "Ana Reyes",
    ),
    target(
        "salutation",
        "Salutation",
        CUSTOMER,
        "mr./ms./...|salutation|title|prefix",
        "text customer.salutation",
        "Mrs.",
    ),
    target(
        "company",
        "Company",
        CUSTOMER,
        "company|company name|business|business name|dba|organization|firm",
        "text customer.company",
        "Barb’s Diner",
    ),
    target(
        "account_no",
        "Account number",
        CUSTOMER,
        "account no.|account no|account number|account #|acct|acct #|acct no|account|customer no|"
        "customer #|customer number|customer id|cust #|cust no|cust id|client id|client #",
        "text customer.account_no",
        "1001",
    ),
    target(
        "phone",
        "Phone",
        CUSTOMER,
        "phone|phone#|phone #|phone no|phone number|phone numbers|tel|telephone|main phone|"
        "contact no|contact number|phone 1|phone1|phone 3|phone3|phone 4|phone4|ph|ph #|ph.|"
        "phones|primary phone|telephone number|contact phone|daytime phone|best phone",
        "phone phones.phone",
        "(903) 555-0151",
    ),
    target(
        "mobile",
        "Mobile",
        CUSTOMER,
        "cell|mobile|cell phone|mobile phone|cell #|cell number|mobile number|cellphone|cell no",
        "phone phones.mobile",
        "(903) 555-0152",
    ),
    target(
        "home_phone",
        "Home phone",
        CUSTOMER,
        "home|home phone|home #|home number|hm phone",
        "phone phones.home",
    ),
    target(
        "work_phone",
        "Work phone",
        CUSTOMER,
        "work|work phone|business phone|office phone|work #|office|wk phone|work number",
        "phone phones.work",
    ),
    target(
        "other_phone",
        "Other phone",
        CUSTOMER,
        "alt. phone|alt phone|alternate phone|other phone|phone 2|phone2|second phone|alt|alt #|"
        "2nd phone|secondary phone|spouse phone|spouse cell|other #|other number",
        "phone phones.alternate",
    ),
    target("fax", "Fax", CUSTOMER, "fax|fax number|fax no", "phone phones.fax"),
    target(
        "email",
        "E-mail",
        CUSTOMER,
        "email|e-mail|mail|email address|e-mail address|main email|emails|email 1|email 2|email1|"
        "email2|e mail|primary email|other email|alt email",
        "email emails.email",
        "ana@example.com",
    ),
    target(
        "customer_type",
        "Customer type",
        CUSTOMER,
        "customer type|type of customer|type|res/com|residential/commercial|class|cust type|"
        "res or com|r/c|res/comm|category",
        "customer_type customer.customer_type",
        "Residential",
    ),
    target(
        "status",
        "Active or inactive",
        CUSTOMER,
        "active status|status|active|active?|active/inactive|active y/n|customer status",
        "status customer.status",
        "Active",
    ),
    target("hidden", "Hidden in QuickBooks", CUSTOMER, "hidden", "hidden customer.status"),
    target(
        "notes",
        "Notes",
        CUSTOMER,
        "note|notes|remarks|comments|comment|memo|customer notes|remark|special instructions|"
        "instructions|general notes|misc|other info|info",
        "note notes.notes",
        "Dog in the yard",
    ),
    target("tags", "Tags", CUSTOMER, "tag|tags|labels", "tags tags.tags", "dog, gate"),
    target(
        "terms",
        "Payment terms",
        CUSTOMER,
        "terms|payment terms",
        "text customer.payment_terms",
        "Net 30",
    ),
    target(
        "price_level",
        "Price level",
        CUSTOMER,
        "price level|pricelevel",
        "text customer.price_level",
    ),
    target(
        "source",
        "How they found us",
        CUSTOMER,
        "source|referral|referred by|lead source",
        "text customer.source",
        "Neighbor",
    ),
    target(
        "first_seen",
        "Customer since",
        CUSTOMER,
        "customer since|created on|date added|first seen|since|client since|date created|added",
        "date customer.first_seen",
        "4/1/2015",
    ),
    target(
        "preferred_channel",
        "Preferred channel",
        CUSTOMER,
        "preferred channel|contact preference|preferred contact|contact by|prefers",
        "channel customer.preferred_channel",
        "Phone",
    ),
    target(
        "do_not_mail",
        "Do not mail",
        CUSTOMER,
        "do not mail|no mail|don't mail",
        "yes_no customer.do_not_mail",
        "Yes",
    ),
    target(
        "do_not_call",
        "Do not call",
        CUSTOMER,
        "do not call|no calls|dnc|don't call",
        "yes_no customer.do_not_call",
        "Yes",
    ),
    target(
        "do_not_email",
        "Do not e-mail",
        CUSTOMER,
        "do not email|do not e-mail|no email",
        "yes_no customer.do_not_email",
        "Yes",
    ),
    target(
        "mail_block",
        "Mailing address, whole",
        CUSTOMER,
        "bill address|billing address block|full address|complete address|"
        "address, city, state, zip|"
        "city, state, zip address|mailing address (full)",
        "lines mail_lines.0",
        "12 Oak St⏎Tyler TX 75701",
    ),
    target(
        "mail_line1",
        "Mailing street",
        CUSTOMER,
        "address|street|street address|addr1|address 1|address line 1|billing address|mailing|"
        "mailing address|billing street|mailing street|bill to address|addr|address1|home address|"
        "mailing addr|mail address|billing|bill to street|mail to|billing address 1|street 1",
        "text mail.line1",
        "12 Oak St",
    ),
    target(
        "mail_line2",
        "Mailing street, second line",
        CUSTOMER,
        "addr2|address 2|address line 2|mailing address 2|apt|address2|street 2|billing address 2|"
        "unit #|suite",
        "text mail.line2",
        "Apt 2",
    ),
    target(
        "mail_city",
        "Mailing town",
        CUSTOMER,
        "city|town|billing city|mailing city|mail city|bill to city|city/town|post office",
        "text mail.city",
        "Tyler",
    ),
    target(
        "mail_state",
        "Mailing state",
        CUSTOMER,
        "st|state|billing state|mailing state|mail state|bill to state|st.",
        "state mail.state",
        "TX",
    ),
    target(
        "mail_zip",
        "Mailing ZIP",
        CUSTOMER,
        "zip|zipcode|zip code|postal|postal code|billing zip|mailing zip|mail zip|bill to zip|"
        "zip/postal|postcode|zip+4",
        "text mail.zip",
        "75701",
    ),
    *(
        target(f"bill{n}", f"Bill to, line {n}", CUSTOMER, f"bill to {n}", f"text mail_lines.{n}")
        for n in range(1, 6)
    ),
)
