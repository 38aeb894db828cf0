"""What links say, edited in a real window with real keys: what another program then finds, and what the window says when it is refused."""
import pathlib
import sqlite3
import tempfile

from realwindow import Window, main, wait_for
from test_dragging import select

RECIPES = """
CREATE TABLE recipes (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE ingredients (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE recipe_ingredients (recipe_id INTEGER NOT NULL REFERENCES recipes, ingredient_id INTEGER NOT NULL REFERENCES ingredients,
    amount REAL NOT NULL DEFAULT 1 CHECK (amount > 0), unit TEXT CHECK (unit IN ('g', 'ml', 'piece')), note TEXT,
    optional BOOLEAN, PRIMARY KEY (recipe_id, ingredient_id));
INSERT INTO recipes VALUES (1, 'Pancakes'), (2, 'Risotto');
INSERT INTO ingredients VALUES (1, 'Flour'), (2, 'Milk'), (3, 'Rice');
INSERT INTO recipe_ingredients VALUES (1, 1, 250, 'g', NULL, 0), (1, 2, 500, 'ml', 'cold', NULL), (2, 3, 300, 'g', '', 1);
"""
ALL = "SELECT * FROM recipe_ingredients ORDER BY 1, 2"
FLOUR, MILK, RICE = (1, 1, 250.0, "g", None, 0), (1, 2, 500.0, "ml", "cold", None), (2, 3, 300.0, "g", "", 1)
AMOUNT, UNIT, NOTE = 2, 3, 4


def recipes():
    path = pathlib.Path(tempfile.mkdtemp()) / "recipes.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(RECIPES)
    connection.close()
    return path


def pancakes(w):
    left, middle, _ = w.tables()
    select(w, left, "Pancakes")
    wait_for(lambda: w.row_count(middle) == 2, "two ingredients")
    return middle


def cell(w, table, row_text, column):
    row = wait_for(lambda: w.row_of(table, row_text) is not None and [w.row_of(table, row_text)], row_text)[0]
    return w.middle(w.cell(table, row, column))


def test_cell_is_edited_and_taken_back(binary):
    with Window(binary, recipes()) as w:
        middle = pancakes(w)
        w.double_click(cell(w, middle, "Flour", AMOUNT))
        w.type("300")
        w.key("Return")
        w.expect_rows(ALL, [(1, 1, 300.0, "g", None, 0), MILK, RICE])
        w.key("ctrl+z")
        w.expect_rows(ALL, [FLOUR, MILK, RICE])
        w.key("ctrl+shift+z")
        w.expect_rows(ALL, [(1, 1, 300.0, "g", None, 0), MILK, RICE])


def test_typing_edits_and_null_has_a_key(binary):
    with Window(binary, recipes()) as w:
        middle = pancakes(w)
        w.click(cell(w, middle, "Milk", NOTE))
        w.type("warm")
        w.key("Return")
        w.expect_rows(ALL, [FLOUR, (1, 2, 500.0, "ml", "warm", None), RICE])
        w.key("ctrl+shift+n")
        w.expect_rows(ALL, [FLOUR, (1, 2, 500.0, "ml", None, None), RICE])


def test_refusal_is_said_at_the_cell(binary):
    with Window(binary, recipes()) as w:
        middle = pancakes(w)
        w.double_click(cell(w, middle, "Flour", AMOUNT))
        w.type("-5")
        w.key("Return")
        wait_for(lambda: any("CHECK" in text or "refused" in text for text in w.texts()), "the refusal")
        w.expect_rows(ALL, [FLOUR, MILK, RICE])
        w.double_click(cell(w, middle, "Flour", AMOUNT))
        w.type("many")
        w.key("Return")
        wait_for(lambda: any("a number" in text for text in w.texts()), "what the column takes")
        w.expect_rows(ALL, [FLOUR, MILK, RICE])


def test_several_links_take_one_value(binary):
    with Window(binary, recipes()) as w:
        middle = pancakes(w)
        w.click(cell(w, middle, "Flour", NOTE))
        w.click(cell(w, middle, "Milk", NOTE), modifier="ctrl")
        w.key("F2")
        w.type("fresh")
        w.key("Return")
        w.expect_rows(ALL, [FLOUR[:4] + ("fresh", 0), MILK[:4] + ("fresh", None), RICE])
        w.key("ctrl+z")
        w.expect_rows(ALL, [FLOUR, MILK, RICE])


if __name__ == "__main__":
    main(test_cell_is_edited_and_taken_back, test_typing_edits_and_null_has_a_key, test_refusal_is_said_at_the_cell,
         test_several_links_take_one_value)
