"""The import dialog in a real window: opened from the menu, by a dropped file and by pasted cells; what it shows, what another program then
finds, and the way back."""
import contextlib
import csv
import os
import pathlib
import sqlite3
import subprocess
import tempfile

from realwindow import Atspi, Window, main, wait_for
from test_dragging import ALL, BEFORE, favorites
from test_window import file_outside

GOOD = "user,show,rating\nAda,Borgen,5\nAlan,Dark,3\n"
BAD = ("user;show;rating\nAda;Severance;5\nAda;Borgen;4\nAda;Borgen;4\nAdda;Dark;1\nAdda;Borgen;1\nAlan;Nothing at all;2\n"
       "Alan;Dark;ten\nGrace\n")


def write(w, name, text):
    path = w.folder / name
    path.write_text(text)
    return path


def says(w, part):
    return any(part in text for text in w.texts())


def expect(w, part, seconds=20):
    wait_for(lambda: says(w, part), f"{part!r}; it says {w.texts()[-40:]}", seconds)


def press(w, name):
    """Clicks the dialog's button: it comes after those of the window behind."""
    def buttons():
        return [n for n in w.walk() if n.get_role() == Atspi.Role.PUSH_BUTTON and n.get_name() == name and w.is_showing(n)]

    w.click(w.middle(wait_for(buttons, f"the button {name!r}")[-1]))


def type_path(w, path):
    """Answers the file dialog."""
    wait_for(lambda: any(n.get_role() == Atspi.Role.FILE_CHOOSER or n.get_name() == "File name:" for n in w.walk() if w.is_showing(n)),
             "the file dialog")
    w.type(str(path))
    w.key("Return")


def open_by_menu(w, path):
    w.click(w.middle(w.named("File", Atspi.Role.MENU_ITEM)))
    w.click(w.middle(wait_for(lambda: w.named("Import CSV…", Atspi.Role.MENU_ITEM), "the menu")))
    type_path(w, path)


def table(w, name):
    return wait_for(lambda: w.named(name, Atspi.Role.TABLE, Atspi.Role.TREE_TABLE), f"the table {name!r}")


def verdicts(w):
    preview = table(w, "Preview")
    return [w.cell(preview, row, 1).get_name() for row in range(w.row_count(preview))]


def close_report(w):
    press(w, "Close")
    wait_for(lambda: not w.named("Import CSV", Atspi.Role.DIALOG) and len(w.tables()) == 3, "the dialog's end")


def pick(w, label, letters):
    """Chooses from the box beside the label by an item's first letters."""
    _, top, _, height = w.box(wait_for(lambda: w.named(label, Atspi.Role.LABEL), f"the label {label!r}"))
    boxes = [n for n in w.walk() if n.get_role() == Atspi.Role.COMBO_BOX and w.is_showing(n)]
    w.click(w.middle(min(boxes, key=lambda n: abs(w.middle(n)[1] - top - height // 2) - w.box(n)[0] / 10000)))
    w.type(letters)
    w.key("Return")


def near_spellings(w):
    rows = w.named("Rows that may be meant")
    return rows and [rows.get_child_at_index(i).get_name() for i in range(rows.get_child_count())]


@contextlib.contextmanager
def copied(w, text):
    """Another program from which the text was copied."""
    driver = pathlib.Path(os.environ["JOINERY_DRIVERS"]) / "driver_clipboard"
    process = subprocess.Popen([driver, text], env=w.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert process.stdout.readline() == b"owned\n"
        yield
    finally:
        process.terminate()
        process.wait()


def test_good_file_from_the_menu(binary):
    with Window(binary, favorites()) as w:
        open_by_menu(w, write(w, "good.csv", GOOD))
        expect(w, "Every row can be imported.")
        assert verdicts(w) == ["will be linked", "will be linked"], verdicts(w)
        assert w.rows(ALL) == BEFORE
        press(w, "Import 2 links")
        expect(w, "2 links imported")
        after = sorted(BEFORE + [(1, 4, "2026-01-01", 5, None), (2, 3, "2026-01-01", 3, None)])
        w.expect_rows(ALL, after)
        press(w, "Undo")
        expect(w, "The import was undone")
        w.expect_rows(ALL, BEFORE)
        close_report(w)
        w.click(w.middle(w.cell_named(w.tables()[0], "Ada")))
        w.key("ctrl+shift+z")
        w.expect_rows(ALL, after)
        w.key("ctrl+z")
        w.expect_rows(ALL, BEFORE)


def test_bad_file_dropped_and_resolved(binary):
    with Window(binary, favorites()) as w:
        with file_outside(w, write(w, "bad.csv", BAD)) as start:
            w.drag(start, w.middle(w.tables()[1]))
            expect(w, "5 rows will be rejected")
        assert verdicts(w) == ["linked already", "will be linked", "twice in the file", "unknown in Users", "unknown in Users",
                               "unknown in Shows", "malformed", "malformed"], verdicts(w)
        w.click(w.middle(w.named("Names to resolve: 2")))
        expect(w, 'Which row of Users is "Adda"?')
        wait_for(lambda: near_spellings(w) and near_spellings(w)[0].startswith("Ada"), "near spellings")
        # Enter uses the row, and does not import besides.
        w.click(w.middle(w.named("Rows that may be meant").get_child_at_index(0)))
        w.key("Return")
        expect(w, "Names to resolve: 1")
        w.expect_rows(ALL, BEFORE)
        expect(w, 'Which row of Shows is "Nothing at all"?')
        press(w, "Create it")
        expect(w, "Names to resolve: 0")
        expect(w, "2 rows will be rejected")
        w.click(w.middle(w.named("Rows", Atspi.Role.RADIO_BUTTON)))
        wait_for(lambda: verdicts(w) == ["linked already", "will be linked", "twice in the file", "will be linked", "twice in the file",
                                         "will be linked, creates a new show", "malformed", "malformed"], f"the verdicts, they are {verdicts(w)}")
        press(w, "Import 3 links")
        expect(w, "3 links imported")
        pairs = "SELECT u.name, s.title, f.rating FROM user_favorites f JOIN users u ON u.id = user_id JOIN shows s ON s.id = show_id ORDER BY 1, 2"
        w.expect_rows(pairs, [("Ada", "Borgen", 4), ("Ada", "Dark", 1), ("Ada", "Severance", 4), ("Alan", "Nothing at all", 2),
                              ("Grace", "The Wire", 2)])
        rejects = w.folder / "kept.csv"
        press(w, "Save rejects…")
        type_path(w, rejects)
        expect(w, "The rejected rows are in")
        with open(rejects, newline="") as file:
            assert [(row[0], row[2]) for row in csv.reader(file)] == [("line", "user"), ("8", "Alan"), ("9", "Grace")]
        press(w, "Undo")
        expect(w, "The import was undone")
        w.expect_rows(ALL, BEFORE)
        w.expect_rows("SELECT count(*) FROM shows", [(4,)])


def test_cells_pasted_and_mapping_remembered(binary):
    with Window(binary, favorites()) as w:
        w.click(w.middle(w.cell_named(w.tables()[0], "Ada")))
        with copied(w, "user\tshow\trating\nGrace\tDark\t5\nAlan\tBorgen\t\n"):
            w.key("ctrl+v")
            expect(w, "Every row can be imported.")
        pick(w, "Rating", "left")
        expect(w, "Every row can be imported.")
        press(w, "Import 2 links")
        expect(w, "2 links imported")
        w.expect_rows(ALL, sorted(BEFORE + [(2, 4, "2026-01-01", None, None), (3, 3, "2026-01-01", None, None)]))
        close_report(w)
        # A file with the same columns is taken as these were.
        open_by_menu(w, write(w, "again.csv", "user,show,rating\nAda,Dark,5\n"))
        expect(w, "Read as last time")
        expect(w, "Every row can be imported.")
        press(w, "Import 1 link")
        expect(w, "1 link imported")
        w.expect_rows("SELECT rating FROM user_favorites WHERE user_id = 1 AND show_id = 3", [(None,)])


def many_rows(w, count, users=2000):
    connection = sqlite3.connect(w.database)
    connection.executescript(f"""
        WITH n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < {users + 9}) INSERT INTO users SELECT i, 'user ' || i FROM n;
        INSERT INTO shows (id, title) SELECT id, 'show ' || id FROM users WHERE id >= 10;""")
    connection.close()
    with open(w.folder / "many.csv", "w") as file:
        file.write("user,show\n")
        for i in range(count):
            user = i % users
            file.write(f"user {user + 10},show {(user * 7 + i // users) % users + 10}\n")
    return w.folder / "many.csv"


def test_cancelled_import_leaves_nothing(binary):
    with Window(binary, favorites()) as w:
        open_by_menu(w, many_rows(w, 3_000_000))
        # Import before all of the file has been judged, as one may.
        button = wait_for(lambda: next((n for n in w.walk() if n.get_role() == Atspi.Role.PUSH_BUTTON and w.is_showing(n)
                                        and n.get_name().startswith("Import") and n.get_name() != "Import CSV"
                                        and n.get_state_set().contains(Atspi.StateType.ENABLED)), None), "the button")
        w.click(w.middle(button))
        expect(w, "Importing many.csv")
        expect(w, "rows a second")
        press(w, "Cancel")
        expect(w, "Cancelled: nothing was imported.", 60)
        w.expect_rows(ALL, BEFORE)
        assert w.rows("PRAGMA integrity_check") == [("ok",)]
        assert sorted(path.name for path in w.folder.iterdir() if path.name.startswith("favorites")) == ["favorites.sqlite"]


if __name__ == "__main__":
    main(test_good_file_from_the_menu, test_bad_file_dropped_and_resolved, test_cells_pasted_and_mapping_remembered,
         test_cancelled_import_leaves_nothing)
