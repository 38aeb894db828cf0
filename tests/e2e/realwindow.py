"""Joinery's real window under a real X server, driven from outside: AT-SPI tells what is there and where, xdotool moves the pointer.

Run by ctest under `dbus-run-session` (see tests/CMakeLists.txt). Waiting is always for a condition; the short pauses inside a drag are
part of the gesture, as X11's drag-and-drop needs a pointer that moves.
"""
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

TABLE_ROLES = {Atspi.Role.TABLE, Atspi.Role.TREE_TABLE, Atspi.Role.TREE, Atspi.Role.LIST}


def wait_for(condition, what, seconds=20):
    """The first true value of `condition`; fails with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            value = condition()
        except Exception as error:  # a widget that is just being rebuilt
            value = None
            last = error
        else:
            last = None
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}" + (f" ({last})" if last else ""))
        time.sleep(0.05)


def steady(place, what):
    """What `place` says once it says the same twice: a list that is still being laid out moves."""
    before = [None]

    def same():
        now = place()
        is_same = now == before[0]
        before[0] = now
        return is_same and now

    return wait_for(same, what)


class Display:
    """An X server of our own on a free display number."""

    def __init__(self, size):
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-nolisten", "tcp"],
                                        pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.name = ":" + pipe.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Window:
    def __init__(self, binary, database=None, size="1400x900", arguments=(), environment=None, mode=None, tables=3):
        """Waits for as many `tables`. `mode`: the permissions of the database's copy, which then bind the program as they bind a person's, though it be root's."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="joinery-e2e-"))
        self.display = Display(size)
        self.environment = dict(os.environ, DISPLAY=self.display.name, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                                HOME=str(self.folder), XDG_CONFIG_HOME=str(self.folder / "config"), XDG_DATA_HOME=str(self.folder / "data"),
                                **(environment or {}))
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.database = None
        if database:
            self.database = self.folder / pathlib.Path(database).name
            shutil.copyfile(database, self.database)
            if mode is not None:
                self.database.chmod(mode)
        self.log = open(self.folder / "log.txt", "w")
        command = [binary, *arguments] + ([str(self.database)] if self.database else [])
        if mode is not None and os.geteuid() == 0:
            command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search", *command]
        self.application = self._start(command)
        wait_for(lambda: len(self.tables()) == tables, f"{tables} tables", 40)

    def _start(self, command):
        """Starts the program and finds it on AT-SPI, where it says once that it is there: on a busy machine that can get lost."""
        for _ in range(3):
            self.process = subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT)
            try:
                return wait_for(self._find_application, "the window on AT-SPI", 20)
            except AssertionError:
                self.kill()
        raise AssertionError("the window never came to AT-SPI")

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            picture = os.environ.get("JOINERY_E2E_PICTURES")
            if picture:
                self.picture(os.path.join(picture, "failed.png"))
            print(open(self.folder / "log.txt").read(), file=sys.stderr)
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        self.display.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _find_application(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the program ended with {self.process.returncode}:\n" + open(self.folder / "log.txt").read())
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() == self.process.pid and application.get_child_count():
                return application
        return None

    # What is there

    def walk(self, node=None, depth=0):
        node = node or self.application
        yield node
        if depth < 14 and node.get_role() not in TABLE_ROLES:
            for i in range(node.get_child_count()):
                child = node.get_child_at_index(i)
                if child:
                    yield from self.walk(child, depth + 1)

    @staticmethod
    def box(node):
        e = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return e.x, e.y, e.width, e.height

    @classmethod
    def middle(cls, node):
        x, y, width, height = cls.box(node)
        return x + width // 2, y + height // 2

    @staticmethod
    def is_showing(node):
        return node.get_state_set().contains(Atspi.StateType.SHOWING)

    def named(self, name, *roles):
        """The visible widget with this accessible name, or None."""
        for node in self.walk():
            if node.get_name() == name and (not roles or node.get_role() in roles) and self.is_showing(node):
                return node
        return None

    def texts(self):
        return [n.get_name() for n in self.walk() if n.get_name() and self.is_showing(n)]

    def tables(self):
        """The visible tables, left to right."""
        found = [n for n in self.walk() if n.get_role() in {Atspi.Role.TABLE, Atspi.Role.TREE_TABLE} and self.is_showing(n)]
        return sorted(found, key=lambda n: self.box(n)[0])

    def row_count(self, table):
        return table.get_table_iface().get_n_rows()

    def cell(self, table, row, column=0):
        return table.get_table_iface().get_accessible_at(row, column)

    def row_of(self, table, text):
        """The row whose first cell says `text`, or None."""
        for row in range(min(self.row_count(table), 400)):
            if self.cell(table, row).get_name() == text:
                return row
        return None

    def cell_named(self, table, text):
        row = wait_for(lambda: (self.row_of(table, text) is not None and [self.row_of(table, text)]), f"a row {text!r}")[0]
        return self.cell(table, row)

    # What a person does

    def tool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)

    def click(self, place, button=1, modifier=None):
        if modifier:
            self.tool("keydown", modifier)
        self.tool("mousemove", *place)
        self.tool("click", button)
        if modifier:
            self.tool("keyup", modifier)

    def double_click(self, place):
        self.tool("mousemove", *place)
        self.tool("click", "--repeat", 2, "--delay", 60, 1)

    def drag(self, start, end, modifier=None):
        if modifier:
            self.tool("keydown", modifier)
        self.hold(start, end)
        self.tool("mouseup", 1)
        if modifier:
            self.tool("keyup", modifier)

    def hold(self, start, end):
        """A drag that has not been dropped yet."""
        self.tool("mousemove", *start)
        self.tool("mousedown", 1)
        for i in range(1, 13):
            self.tool("mousemove", start[0] + (end[0] - start[0]) * i // 12, start[1] + (end[1] - start[1]) * i // 12)
            time.sleep(0.04)
        self.tool("mousemove", end[0] + 1, end[1])
        time.sleep(0.15)

    def press(self, name):
        """Clicks the visible button with this name."""
        self.click(self.middle(wait_for(lambda: self.named(name, Atspi.Role.PUSH_BUTTON), f"the button {name!r}")))

    def key(self, *keys):
        self.tool("key", *keys)

    def type(self, text):
        self.tool("type", "--delay", 15, "--", text)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    # What the database says, as another program sees it

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def expect_rows(self, sql, expected):
        wait_for(lambda: self.rows(sql) == expected, f"{sql} = {expected}, it is {self.rows(sql)}")


def main(*tests):
    """Runs each test function with the path of the binary; prints a line each."""
    binary = sys.argv[1]
    wanted = sys.argv[2:]
    failed = 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        try:
            test(binary)
        except AssertionError as error:
            failed += 1
            print(f"FAIL {test.__name__}: {error}", flush=True)
        else:
            print(f"PASS {test.__name__}", flush=True)
    sys.exit(1 if failed else 0)
