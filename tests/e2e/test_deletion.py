"""Rows of a side, deleted and duplicated in a real window with real keys; another program then reads them."""
from realwindow import Atspi, Window, main, wait_for
from test_dragging import favorites, real_database, select
from test_entities import popup_heights, says

USERS = "SELECT * FROM users ORDER BY 1"
SHOWS = "SELECT * FROM shows ORDER BY 1"
LINKS = "SELECT * FROM user_favorites ORDER BY 1, 2"


def question(w):
    """What the open question says, all in one; empty where none is open."""
    return "\n".join(n.get_name() for n in w.walk() if n.get_role() == Atspi.Role.LABEL and w.is_showing(n))


def wait_closed(w):
    wait_for(lambda: w.named("Cancel", Atspi.Role.PUSH_BUTTON) is None, "the question to be closed")


def test_order_of_northwind(binary):
    path = real_database("northwind.sqlite")
    if not path:
        return
    queries = ["SELECT * FROM Orders ORDER BY OrderID LIMIT 50", 'SELECT * FROM "Order Details" ORDER BY OrderID, ProductID LIMIT 200',
               'SELECT count(*), sum(Quantity), sum(UnitPrice), sum(Discount) FROM "Order Details"', "SELECT count(*) FROM Orders"]
    with Window(binary, path, size="1700x900") as w:
        before = [w.rows(query) for query in queries]
        picker = next(n for n in w.walk() if n.get_role() == Atspi.Role.COMBO_BOX and w.is_showing(n))
        w.click(w.middle(picker))
        wait_for(lambda: popup_heights(w), "the relationships")
        w.key("Down", "Down", "Return")
        wait_for(lambda: w.row_of(w.tables()[0], "10248") is not None, "the orders", 40)
        orders, middle, _ = w.tables()
        select(w, orders, "10248")
        wait_for(lambda: w.row_count(middle) == 3, "three products")
        w.key("shift+Delete")
        wait_for(lambda: "3 links in Order Details go with it" in question(w), "what goes with the order")
        for name in ("10248", "Queso Cabrales", "Singaporean Hokkien Fried Mee", "Mozzarella di Giovanni"):
            assert name in question(w), (name, question(w))
        w.key("Return")  # which is no yes
        wait_closed(w)
        assert [w.rows(query) for query in queries] == before
        select(w, orders, "10248")
        w.key("shift+Delete")
        wait_for(lambda: w.named("Delete 4 rows", Atspi.Role.PUSH_BUTTON), "the question")
        w.key("alt+d")
        wait_for(lambda: says(w, "10248 deleted with 3 links"), "the message")
        assert w.rows("SELECT count(*) FROM Orders WHERE OrderID = 10248") == [(0,)]
        assert w.rows('SELECT count(*) FROM "Order Details" WHERE OrderID = 10248') == [(0,)]
        after = [w.rows(query) for query in queries]
        assert w.rows("PRAGMA foreign_key_check") == []
        wait_for(lambda: w.row_of(orders, "10248") is None, "the list without the order")
        w.press("Undo")
        wait_for(lambda: [w.rows(query) for query in queries] == before, "the order with its details")
        wait_for(lambda: w.row_of(orders, "10248") is not None, "the order in the list")
        w.key("ctrl+shift+z")
        wait_for(lambda: [w.rows(query) for query in queries] == after, "the deletion once more")
        w.key("ctrl+z")
        wait_for(lambda: [w.rows(query) for query in queries] == before, "the order with its details")


def test_delete_alone_only_unlinks(binary):
    with Window(binary, favorites()) as w:
        users, middle, shows = w.tables()
        select(w, users, "Ada")
        wait_for(lambda: w.row_count(middle) == 1, "Ada's favorite")
        select(w, shows, "Severance")
        before = w.rows(USERS), w.rows(SHOWS)
        w.key("Delete")
        wait_for(lambda: (1, 1) not in {row[:2] for row in w.rows(LINKS)}, "the link to be gone")
        assert (w.rows(USERS), w.rows(SHOWS)) == before
        # In a field the key cuts text; in the middle it says what is missing.
        w.key("ctrl+f")
        w.type("Dark")
        w.key("ctrl+a", "shift+Delete")
        wait_for(lambda: w.row_of(shows, "Borgen") is not None, "all shows again")
        w.key("Escape", "ctrl+2", "shift+Delete")
        wait_for(lambda: says(w, "Select rows in"), "what is missing")
        assert (w.rows(USERS), w.rows(SHOWS)) == before


def test_menu_deletes_what_stands_alone(binary):
    with Window(binary, favorites()) as w:
        _, _, shows = w.tables()
        before, links = w.rows(SHOWS), w.rows(LINKS)
        select(w, shows, "Borgen")
        w.click(w.middle(w.cell_named(shows, "Borgen")), button=3)
        wait_for(lambda: popup_heights(w), "the menu")
        w.key("s")
        wait_for(lambda: says(w, "Borgen deleted"), "the message")
        w.expect_rows(SHOWS, [row for row in before if row[1] != "Borgen"])
        w.key("ctrl+z")
        w.expect_rows(SHOWS, before)
        assert w.rows(LINKS) == links


def test_duplicate_with_links(binary):
    with Window(binary, favorites()) as w:
        users, _, _ = w.tables()
        before, links = w.rows(USERS), w.rows(LINKS)
        select(w, users, "Ada")
        w.key("ctrl+shift+l")
        wait_for(lambda: says(w, "Ada duplicated with 1 link"), "the message")
        copy = max(row[0] for row in w.rows(USERS))
        assert [row for row in w.rows(USERS) if row[0] == copy][0][1:] == before[0][1:]
        assert [(copy, *row[1:]) for row in links if row[0] == 1] == [row for row in w.rows(LINKS) if row[0] == copy]
        w.key("ctrl+z")
        w.expect_rows(USERS, before)
        w.expect_rows(LINKS, links)
        select(w, users, "Ada")  # the copy was selected
        w.key("ctrl+shift+d")
        wait_for(lambda: len(w.rows(USERS)) == len(before) + 1, "the copy alone")
        w.expect_rows(LINKS, links)


if __name__ == "__main__":
    main(test_order_of_northwind, test_delete_alone_only_unlinks, test_menu_deletes_what_stands_alone, test_duplicate_with_links)
