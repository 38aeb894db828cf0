"""kill -9 of the real window in the middle of gestures: the file is whole, and what had been shown as done is there."""
import random

from realwindow import Window, main, wait_for
from test_dragging import favorites, select

ROUNDS = 8


def test_killed_while_dragging(binary):
    chance = random.Random(7)
    for _ in range(ROUNDS):
        w = Window(binary, favorites())
        try:
            users, _, shows = w.tables()
            w.drag(w.middle(w.cell_named(shows, "Dark")), w.middle(w.cell_named(users, "Alan")))
            wait_for(lambda: any("linked to Alan" in text for text in w.texts()), "the message")
            select(w, users, "Ada")
            shown = set(w.rows("SELECT user_id, show_id FROM user_favorites"))
            # Gestures fired without waiting for their messages, then the kill.
            select(w, shows, "Borgen")
            w.key("ctrl+a")
            w.key(*chance.choice([("Return",), ("Return", "Delete"), ("Return", "ctrl+z"), ("Delete", "ctrl+z", "Return")]))
            w.kill()
            held = set(w.rows("SELECT user_id, show_id FROM user_favorites"))
            assert w.rows("PRAGMA integrity_check") == [("ok",)]
            assert w.rows("PRAGMA foreign_key_check") == []
            others = {pair for pair in shown if pair[0] != 1}
            assert {pair for pair in held if pair[0] != 1} == others, (shown, held)
            # Ada's links are those before, all, or none: no gesture is half done.
            ada = {pair for pair in held if pair[0] == 1}
            assert ada in ({(1, 1)}, {(1, 1), (1, 2), (1, 3), (1, 4)}, set()), ada
        finally:
            w.close()


if __name__ == "__main__":
    main(test_killed_while_dragging)
