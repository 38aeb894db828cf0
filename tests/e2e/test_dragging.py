"""The main job in a real window with real pointer events: what is dragged, clicked, undone and redone is what another program then finds."""
import os
import pathlib
import sqlite3
import tempfile

from realwindow import Window, main, wait_for

FAVORITES = """
CREATE TABLE networks (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE shows (id INTEGER PRIMARY KEY, title TEXT NOT NULL, network_id INTEGER REFERENCES networks(id));
CREATE TABLE user_favorites (user_id INTEGER NOT NULL REFERENCES users(id), show_id INTEGER NOT NULL REFERENCES shows(id),
    since DATE NOT NULL DEFAULT '2026-01-01', rating INTEGER, note TEXT, PRIMARY KEY (user_id, show_id)) WITHOUT ROWID;
INSERT INTO networks VALUES (1, 'HBO'), (2, 'Netflix');
INSERT INTO users VALUES (1, 'Ada'), (2, 'Alan'), (3, 'Grace');
INSERT INTO shows VALUES (1, 'Severance', NULL), (2, 'The Wire', 1), (3, 'Dark', 2), (4, 'Borgen', NULL);
INSERT INTO user_favorites VALUES (1, 1, '2026-03-01', 4, 'slow and good'), (3, 2, '2025-02-07', 2, NULL);
"""
ALL = "SELECT * FROM user_favorites ORDER BY 1, 2"
BEFORE = [(1, 1, "2026-03-01", 4, "slow and good"), (3, 2, "2025-02-07", 2, None)]


def favorites():
    path = pathlib.Path(tempfile.mkdtemp()) / "favorites.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(FAVORITES)
    connection.close()
    return path


def select(window, table, text):
    window.click(window.middle(window.cell_named(table, text)))


def real_database(name):
    folder = os.environ.get("JOINERY_DATA")
    path = pathlib.Path(folder or "/nonexistent") / "db" / name
    if not path.exists():
        print(f"skipped: JOINERY_DATA holds no {name}")
        return None
    return path


def test_show_dragged_onto_user(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        w.drag(w.middle(w.cell_named(shows, "Dark")), w.middle(w.cell_named(users, "Alan")))
        w.expect_rows(ALL, sorted(BEFORE + [(2, 3, "2026-01-01", None, None)]))
        w.key("ctrl+z")
        w.expect_rows(ALL, BEFORE)
        w.key("ctrl+shift+z")
        w.expect_rows(ALL, sorted(BEFORE + [(2, 3, "2026-01-01", None, None)]))


def test_user_dragged_onto_show(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        w.drag(w.middle(w.cell_named(users, "Grace")), w.middle(w.cell_named(shows, "Borgen")))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 3 ORDER BY 1", [(2,), (4,)])


def test_show_dragged_onto_middle_and_out(binary):
    with Window(binary, favorites()) as w:
        users, links, shows = w.tables()
        select(w, users, "Ada")
        wait_for(lambda: w.row_count(w.tables()[1]) == 1, "Ada's link in the middle")
        links = w.tables()[1]
        w.drag(w.middle(w.cell_named(shows, "The Wire")), w.middle(links))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(1,), (2,)])
        # Dragged out of the middle onto the other side, the link goes, and comes back with all it said.
        links = w.tables()[1]
        w.drag(w.middle(w.cell_named(links, "Severance")), w.middle(shows))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(2,)])
        w.key("ctrl+z")
        w.expect_rows("SELECT * FROM user_favorites WHERE user_id = 1 AND show_id = 1", [BEFORE[0]])
        w.key("ctrl+shift+z")
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(2,)])


def test_links_copied_and_moved(binary):
    with Window(binary, favorites()) as w:
        users, _, _ = w.tables()
        select(w, users, "Ada")
        link = w.cell_named(w.tables()[1], "Severance")
        w.drag(w.middle(link), w.middle(w.cell_named(users, "Alan")))
        w.expect_rows("SELECT user_id, rating, note FROM user_favorites WHERE show_id = 1 ORDER BY 1",
                      [(1, 4, "slow and good"), (2, 4, "slow and good")])
        link = w.cell_named(w.tables()[1], "Severance")
        w.drag(w.middle(link), w.middle(w.cell_named(users, "Grace")), modifier="shift")
        w.expect_rows("SELECT user_id FROM user_favorites WHERE show_id = 1 ORDER BY 1", [(2,), (3,)])
        w.key("ctrl+z", "ctrl+z")
        w.expect_rows(ALL, BEFORE)


def test_shift_moves_only_what_is_dragged(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Ada")
        wait_for(lambda: w.row_count(w.tables()[1]) == 1, "Ada's link in the middle")
        w.drag(w.middle(w.cell_named(shows, "Dark")), w.middle(w.tables()[1]))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(1,), (3,)])
        select(w, w.tables()[1], "Dark")
        w.drag(w.middle(w.cell_named(w.tables()[1], "Severance")), w.middle(w.cell_named(users, "Alan")), modifier="shift")
        w.expect_rows("SELECT user_id, show_id FROM user_favorites WHERE user_id < 3 ORDER BY 1, 2", [(1, 3), (2, 1)])


def box_of(window, table, text):
    """The place of the row's box: its cell is the last column, wherever it is shown."""
    row = wait_for(lambda: window.row_of(table, text) is not None and [window.row_of(table, text)], text)[0]
    columns = table.get_table_iface().get_n_columns()
    return window.middle(window.cell(table, row, columns - 1))


def test_one_click_on_a_box(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Ada")
        wait_for(lambda: w.row_count(w.tables()[1]) == 1, "Ada's link in the middle")
        w.click(box_of(w, shows, "Dark"))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(1,), (3,)])
        w.click(box_of(w, shows, "Severance"))
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 1 ORDER BY 1", [(3,)])
        w.key("ctrl+z")
        w.expect_rows("SELECT * FROM user_favorites WHERE user_id = 1 AND show_id = 1", [BEFORE[0]])


def test_keys(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Alan")
        select(w, shows, "Borgen")
        w.key("shift+Down")  # Borgen and Dark
        w.key("Return")
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 2 ORDER BY 1", [(3,), (4,)])
        w.key("Delete")
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 2", [])
        w.key("ctrl+z")
        w.expect_rows("SELECT show_id FROM user_favorites WHERE user_id = 2 ORDER BY 1", [(3,), (4,)])


def test_several_with_several(binary):
    with Window(binary, favorites()) as w:
        users, _, shows = w.tables()
        select(w, users, "Ada")
        w.click(w.middle(w.cell_named(users, "Alan")), modifier="shift")
        select(w, shows, "Borgen")
        w.click(w.middle(w.cell_named(shows, "Dark")), modifier="ctrl")
        w.drag(w.middle(w.cell_named(shows, "Dark")), w.middle(w.cell_named(users, "Ada")))
        w.expect_rows("SELECT user_id, show_id FROM user_favorites WHERE show_id IN (3, 4) ORDER BY 1, 2", [(1, 3), (1, 4), (2, 3), (2, 4)])
        w.key("ctrl+z")
        w.expect_rows(ALL, BEFORE)


def test_outside_change_appears(binary):
    with Window(binary, favorites()) as w:
        shows = w.tables()[2]
        connection = sqlite3.connect(w.database)
        with connection:
            connection.execute("INSERT INTO shows (title) VALUES ('Arcane')")
        connection.close()
        wait_for(lambda: w.row_of(w.tables()[2], "Arcane") is not None, "the new show")
        assert w.row_count(shows) == 5


def link_and_back(binary, name, one, other, sql, before_count):
    """Drags `other`, a row of the right side, onto `one` on the left; undoes it; clicks its box; takes it out again."""
    path = real_database(name)
    if not path:
        return
    with Window(binary, path) as w:
        left, _, right = w.tables()
        before = w.rows(sql)
        assert len(before) == before_count, before
        w.drag(w.middle(w.cell_named(right, other)), w.middle(w.cell_named(left, one)))
        wait_for(lambda: len(w.rows(sql)) == before_count + 1, "one row more")
        after = w.rows(sql)
        w.key("ctrl+z")
        w.expect_rows(sql, before)
        w.key("ctrl+shift+z")
        wait_for(lambda: len(w.rows(sql)) == before_count + 1, "the row again")
        assert [r[:2] for r in w.rows(sql)] == [r[:2] for r in after]
        w.key("ctrl+z")
        w.expect_rows(sql, before)
        select(w, w.tables()[0], one)
        w.click(box_of(w, w.tables()[2], other))
        wait_for(lambda: len(w.rows(sql)) == before_count + 1, "one row more by a click")
        link = wait_for(lambda: w.cell_named(w.tables()[1], other), "the link in the middle")
        w.drag(w.middle(link), w.middle(w.tables()[2]))
        w.expect_rows(sql, before)


def test_chinook(binary):
    link_and_back(binary, "chinook.sqlite", "Classical 101 - The Basics", "(Oh) Pretty Woman",
                  "SELECT PlaylistId, TrackId FROM PlaylistTrack WHERE PlaylistId = 15 ORDER BY 1, 2", 25)


def test_sakila(binary):
    link_and_back(binary, "sakila.sqlite", "ALBERT", "ACADEMY DINOSAUR",
                  "SELECT * FROM film_actor WHERE film_id = 1 ORDER BY 1", 10)


def test_datasette(binary):
    link_and_back(binary, "datasette_fixtures.sqlite", "Burlingame Museum of PEZ Memorabilia", "Paranormal",
                  "SELECT attraction_id, characteristic_id, rowid FROM roadside_attraction_characteristics ORDER BY 3", 5)


if __name__ == "__main__":
    main(test_show_dragged_onto_user, test_user_dragged_onto_show, test_show_dragged_onto_middle_and_out, test_links_copied_and_moved, test_shift_moves_only_what_is_dragged,
         test_one_click_on_a_box, test_keys, test_several_with_several, test_outside_change_appears, test_chinook, test_sakila,
         test_datasette)
