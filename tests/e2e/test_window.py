"""The window itself: a file dropped on it, a file that cannot be written, and leaving while work is in flight."""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import tempfile

from realwindow import Atspi, Window, main, wait_for
from test_dragging import ALL, BEFORE, box_of, favorites, select

OUTSIDE = (1310, 20)  # beside the window, which has no frame here


def other_database():
    path = pathlib.Path(tempfile.mkdtemp()) / "classes.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript("""
        CREATE TABLE pupils (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE classes (id INTEGER PRIMARY KEY, title TEXT);
        CREATE TABLE attendances (pupil_id INTEGER REFERENCES pupils, class_id INTEGER REFERENCES classes, PRIMARY KEY (pupil_id, class_id));
        INSERT INTO pupils VALUES (1, 'Edsger'); INSERT INTO classes VALUES (1, 'Algebra');
    """)
    connection.close()
    return path


@contextlib.contextmanager
def file_outside(window, path):
    """A window of another program, from which the file can be dragged."""
    driver = pathlib.Path(os.environ["JOINERY_DRIVERS"]) / "driver_dragsource"
    process = subprocess.Popen([driver, path, str(OUTSIDE[0]), str(OUTSIDE[1])], env=window.environment, stderr=subprocess.DEVNULL)
    try:
        def is_there():
            found = subprocess.run(["xdotool", "search", "--pid", str(process.pid), "--onlyvisible"], env=window.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            return found.stdout.strip()

        wait_for(is_there, "the window to drag from")
        yield OUTSIDE[0] + 30, OUTSIDE[1] + 30
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def locked(window):
    """Another program's lock: a gesture waits for it, and so is in flight as long as it is held."""
    connection = sqlite3.connect(window.database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield lambda: connection.execute("ROLLBACK")
    finally:
        connection.close()


def begin_linking(w):
    """Links Dark to Alan; the database is locked, so that it stays in flight."""
    users, _, shows = w.tables()
    select(w, users, "Alan")
    wait_for(lambda: any("Alan" in text for text in w.texts()), "Alan's links")
    select(w, shows, "Dark")
    w.key("Return")
    wait_for(lambda: w.named("Cancel", Atspi.Role.PUSH_BUTTON), "the work in flight")


def test_file_dropped(binary):
    with Window(binary, favorites()) as w:
        for panel in range(3):
            with file_outside(w, other_database()) as start:
                w.drag(start, w.middle(w.tables()[panel]))
                wait_for(lambda: len(w.tables()) == 3 and w.row_of(w.tables()[0], "Edsger") is not None, "the dropped database")
            with file_outside(w, w.database) as start:
                w.drag(start, w.middle(w.tables()[panel]))
                wait_for(lambda: len(w.tables()) == 3 and w.row_of(w.tables()[0], "Ada") is not None, "the first database again")
        w.expect_rows(ALL, BEFORE)


def test_read_only(binary):
    with Window(binary, favorites(), mode=0o444) as w:
        wait_for(lambda: any(text.startswith("Read only: ") and "write-protected" in text for text in w.texts()), "the banner")
        users, _, shows = w.tables()
        select(w, users, "Ada")
        wait_for(lambda: w.row_count(w.tables()[1]) == 1, "Ada's link in the middle")
        w.click(box_of(w, shows, "Dark"))
        wait_for(lambda: sum("write-protected" in text for text in w.texts()) >= 2, "the click's answer")
        w.drag(w.middle(w.cell_named(shows, "Dark")), w.middle(w.cell_named(users, "Alan")))
        select(w, w.tables()[1], "Severance")
        w.key("Delete")
        w.expect_rows(ALL, BEFORE)


def test_quitting_while_busy_waits(binary):
    with Window(binary, favorites()) as w:
        with locked(w) as release:
            begin_linking(w)
            w.key("ctrl+q")
            wait_for(lambda: any("still working" in text for text in w.texts()), "the question")
            w.press("Wait")
            wait_for(lambda: not any("still working" in text for text in w.texts()), "the question's end")
            assert w.process.poll() is None
            release()
        wait_for(lambda: any("Dark linked to Alan" in text for text in w.texts()), "the message")
        w.expect_rows("SELECT user_id, show_id FROM user_favorites WHERE user_id = 2", [(2, 3)])


def test_quitting_while_busy_stops(binary):
    with Window(binary, favorites()) as w:
        with locked(w) as release:
            begin_linking(w)
            w.key("ctrl+q")
            w.press("Stop and leave")
            wait_for(lambda: w.process.poll() is not None, "the program's end")
            release()
        assert w.process.returncode == 0, w.process.returncode
        w.expect_rows(ALL, BEFORE)


def test_quitting_while_busy_leaves_after_the_work(binary):
    with Window(binary, favorites()) as w:
        with locked(w) as release:
            begin_linking(w)
            w.key("ctrl+q")
            wait_for(lambda: any("still working" in text for text in w.texts()), "the question")
            release()
        wait_for(lambda: w.process.poll() is not None, "the program's end")
        w.expect_rows("SELECT user_id, show_id FROM user_favorites WHERE user_id = 2", [(2, 3)])


if __name__ == "__main__":
    main(test_file_dropped, test_read_only, test_quitting_while_busy_waits, test_quitting_while_busy_stops,
         test_quitting_while_busy_leaves_after_the_work)
