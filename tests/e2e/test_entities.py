"""The rows of both sides, and what links of a real database say, edited in a real window with real keys; another program then reads them."""
import subprocess

from realwindow import Atspi, Window, main, wait_for
from test_dragging import favorites, real_database, select

SHOWS = "SELECT id, title, network_id FROM shows ORDER BY id"
BEFORE = [(1, "Severance", None), (2, "The Wire", 1), (3, "Dark", 2), (4, "Borgen", None)]
LINKS = "SELECT user_id, show_id FROM user_favorites ORDER BY 1, 2"
LINKS_BEFORE = [(1, 1), (3, 2)]
TITLE = 0


def column_of(w, table, title):
    """The column with this title; hidden ones are counted."""
    columns = table.get_table_iface()
    return next(c for c in range(columns.get_n_columns()) if columns.get_column_header(c).get_name() == title)


def cell(w, table, row_text, column):
    row = wait_for(lambda: w.row_of(table, row_text) is not None and [w.row_of(table, row_text)], row_text)[0]
    return w.middle(w.cell(table, row, column))


def is_selected(w, table, text):
    row = w.row_of(table, text)
    return row is not None and w.cell(table, row).get_state_set().contains(Atspi.StateType.SELECTED)


def says(w, *words):
    return any(all(word in text for word in words) for text in w.texts())


def popup_heights(w):
    """Of every window but the main one. Qt does not tell AT-SPI of a list that pops up below a field."""
    windows = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(w.process.pid)], env=w.environment,
                             capture_output=True, text=True, check=True).stdout.split()
    heights = []
    for window in windows:
        geometry = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], env=w.environment, capture_output=True,
                                  text=True, check=True).stdout
        heights.append(int(dict(line.split("=") for line in geometry.split())["HEIGHT"]))
    return sorted(heights)[:-1]


def test_title_is_edited_by_key(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Alan") # so that a Return that meant more than the edit would link
        select(w, shows, "Dark")
        w.key("F2")
        w.type("Darker")
        w.key("Return")
        renamed = BEFORE[:2] + [(3, "Darker", 2)] + BEFORE[3:]
        w.expect_rows(SHOWS, renamed)
        w.key("ctrl+z")
        w.expect_rows(SHOWS, BEFORE)
        w.key("ctrl+shift+z")
        w.expect_rows(SHOWS, renamed)
        w.expect_rows(LINKS, LINKS_BEFORE)


def test_other_table_is_searched(binary):
    with Window(binary, favorites()) as w:
        _, _, shows = w.tables()
        w.double_click(cell(w, shows, "Severance", column_of(w, shows, "Network")))
        w.type("netf")
        wait_for(lambda: popup_heights(w) and popup_heights(w)[0] < 45, "a list of one network")
        w.key("Down", "Return", "Return")
        w.expect_rows(SHOWS, [(1, "Severance", 2)] + BEFORE[1:])
        w.key("ctrl+z")
        w.expect_rows(SHOWS, BEFORE)


def test_show_is_added_by_form(binary):
    with Window(binary, favorites()) as w:
        _, _, shows = w.tables()
        select(w, shows, "Dark")
        w.key("ctrl+n")
        # Keys go to the window under the pointer, where no window manager runs.
        w.click(w.middle(wait_for(lambda: w.named("Title, required"), "the form")))
        w.key("Return")
        wait_for(lambda: says(w, "Fill in Title"), "what is missing")
        w.type("Arcane")
        w.key("Return")
        added = BEFORE + [(5, "Arcane", None)]
        w.expect_rows(SHOWS, added)
        wait_for(lambda: is_selected(w, w.tables()[2], "Arcane"), "the new row selected")
        select(w, w.tables()[2], "Arcane")
        w.key("ctrl+z")
        w.expect_rows(SHOWS, BEFORE)
        w.key("ctrl+shift+z")
        w.expect_rows(SHOWS, added)


def test_name_that_is_not_found_is_added_and_linked(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Alan")
        select(w, shows, "Dark")
        w.key("ctrl+f")
        w.type("Fleabag")
        w.press("Add “Fleabag” and link it")
        w.expect_rows(SHOWS, BEFORE + [(5, "Fleabag", None)])
        w.expect_rows(LINKS, [(1, 1), (2, 5), (3, 2)])
        w.key("ctrl+z")
        w.expect_rows(SHOWS, BEFORE)
        w.expect_rows(LINKS, LINKS_BEFORE)


def test_order_details_of_northwind(binary):
    path = real_database("northwind.sqlite")
    if not path:
        return
    details = 'SELECT ProductID, UnitPrice, Quantity, Discount FROM "Order Details" WHERE OrderID = 10248 ORDER BY 1'
    others = 'SELECT count(*), sum(Quantity), sum(UnitPrice), sum(Discount) FROM "Order Details" WHERE OrderID <> 10248'
    with Window(binary, path, size="1700x900") as w:
        before, untouched = w.rows(details), w.rows(others)
        picker = next(n for n in w.walk() if n.get_role() == Atspi.Role.COMBO_BOX and w.is_showing(n))
        w.click(w.middle(picker))
        wait_for(lambda: popup_heights(w), "the relationships")
        w.key("Down", "Down", "Return") # behind Demo and Employee territories
        wait_for(lambda: w.row_of(w.tables()[0], "10248") is not None, "the orders", 40)
        orders, middle, _ = w.tables()
        select(w, orders, "10248")
        wait_for(lambda: w.row_count(middle) == 3, "three products")
        w.double_click(cell(w, middle, "Queso Cabrales", column_of(w, middle, "Quantity")))
        w.type("15")
        w.key("Return")
        quantity = [(11, 14, 15, 0.0)] + before[1:]
        w.expect_rows(details, quantity)
        w.double_click(cell(w, middle, "Queso Cabrales", column_of(w, middle, "Discount")))
        w.type("0.25")
        w.key("Return")
        discount = [(11, 14, 15, 0.25)] + before[1:]
        w.expect_rows(details, discount)
        w.double_click(cell(w, middle, "Queso Cabrales", column_of(w, middle, "Discount")))
        w.type("2")
        w.key("Return")
        wait_for(lambda: says(w, "refused", "rule", "Discount"), "the rule that refuses it")
        w.expect_rows(details, discount)
        w.key("ctrl+z")
        w.expect_rows(details, quantity)
        w.key("ctrl+z")
        w.expect_rows(details, before)
        w.key("ctrl+shift+z", "ctrl+shift+z")
        w.expect_rows(details, discount)
        assert w.rows(others) == untouched


if __name__ == "__main__":
    main(test_title_is_edited_by_key, test_other_table_is_searched, test_show_is_added_by_form,
         test_name_that_is_not_found_is_added_and_linked, test_order_details_of_northwind)
