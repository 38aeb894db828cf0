"""What the note of each sample says to try, tried in a real window: another program finds what the note promises."""
import pathlib
import sqlite3
import subprocess
import tempfile

from realwindow import Atspi, Window, main, steady, wait_for
from test_dragging import box_of, select
from test_payload import cell

LEFT, MIDDLE, RIGHT = 0, 1, 2


def sample(binary, name):
    path = pathlib.Path(tempfile.mkdtemp()) / f"{name}.sqlite"
    subprocess.run([binary, "sample", name, str(path)], check=True)
    return path


class Gallery(Window):
    """A sample's window: its three tables by their place, its cells by row and heading."""

    def __init__(self, binary, name, tables=3):
        super().__init__(binary, sample(binary, name), tables=tables)

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def names(self, sql, *values):
        return [row[0] for row in self.rows(sql, *values)]

    def expect(self, sql, value):
        self.expect_rows(sql, [(value,)])

    def select(self, side, text):
        self.find(side, text)
        select(self, self.tables()[side], text)

    def links_shown(self, count):
        wait_for(lambda: self.row_count(self.tables()[MIDDLE]) == count,
                 f"{count} links in the middle, there are {self.row_count(self.tables()[MIDDLE])}")

    def find(self, side, text):
        """Types into the find field over the list."""
        x, _, width, _ = self.box(self.tables()[side])
        field = wait_for(lambda: next((n for n in self.walk() if n.get_role() == Atspi.Role.TEXT and self.is_showing(n)
                                       and n.get_name().startswith("Find in") and x <= self.middle(n)[0] < x + width), None), "the find field")
        self.click(self.middle(field))
        self.key("ctrl+a")
        self.type(text)
        wait_for(lambda: self.row_of(self.tables()[side], text) is not None or self.row_count(self.tables()[side]) < 60, f"{text} found")

    def click_box(self, side, text):
        self.find(side, text)
        self.click(box_of(self, self.tables()[side], text))

    def edit(self, row, heading, value):
        """Double-clicks a cell of the middle and types over it."""
        middle = self.tables()[MIDDLE]
        iface = middle.get_table_iface()
        number = wait_for(lambda: [i for i in range(iface.get_n_columns()) if iface.get_column_header(i).get_name() == heading],
                          f"a column {heading}")[0]
        self.double_click(cell(self, middle, row, number))
        self.key("ctrl+a")
        self.type(value)
        self.key("Return")

    def choose(self, words):
        """Opens the picker and types to find the only relationship with these words."""
        picker = wait_for(lambda: self.showing(Atspi.Role.COMBO_BOX), "the picker")
        self.click(self.middle(picker))
        # The list that drops down has a window of its own, which takes all keys.
        wait_for(lambda: len(self.windows()) == 2, "the relationships")
        self.type(words)
        self.key("Return")
        wait_for(lambda: words in self.showing(Atspi.Role.COMBO_BOX).get_name(), words)

    def windows(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--maxdepth", "1"],
                               env=self.environment, capture_output=True, text=True)
        return found.stdout.split()

    def showing(self, role):
        return next((node for node in self.walk() if node.get_role() == role and self.is_showing(node)), None)

    def question(self):
        """The dialog that asks. Without a window manager the keys go where the pointer is."""
        dialog = wait_for(lambda: self.showing(Atspi.Role.DIALOG), "the question")
        self.tool("mousemove", *self.middle(dialog))
        wait_for(lambda: any(n.get_state_set().contains(Atspi.StateType.FOCUSED) and n.get_role() in
                             {Atspi.Role.TEXT, Atspi.Role.COMBO_BOX, Atspi.Role.PUSH_BUTTON} and n.get_name() not in {"Link", "Cancel"} for n in self.walk(dialog)), "a field with the focus")


def test_favorites(binary):
    with Gallery(binary, "favorites") as w:
        ada = w.one("SELECT id FROM users WHERE name = 'Ada Lovelace'")
        links = f"SELECT count(*) FROM user_favorites WHERE user_id = {ada}"
        before = w.one(links)
        others = w.names(f"SELECT title FROM shows WHERE id NOT IN (SELECT show_id FROM user_favorites WHERE user_id = {ada})"
                         " GROUP BY title HAVING count(*) = 1 ORDER BY title COLLATE NOCASE")
        w.select(LEFT, "Ada Lovelace")
        w.links_shown(before)
        w.click(box_of(w, w.tables()[RIGHT], others[0]))
        w.expect(links, before + 1)
        select(w, w.tables()[RIGHT], others[1])
        last = w.middle(w.cell_named(w.tables()[RIGHT], others[2]))
        w.click(last, modifier="ctrl")
        w.drag(last, w.middle(w.tables()[MIDDLE]))
        w.expect(links, before + 3)
        w.links_shown(before + 3)
        rating = f"SELECT rating FROM user_favorites JOIN shows ON shows.id = show_id WHERE user_id = {ada} AND title = '{others[1]}'"
        w.edit(others[1], "Rating", "5")
        w.expect(rating, 5)
        w.key("ctrl+z")
        w.expect(rating, None)
        w.key("ctrl+z")
        w.expect(links, before + 1)
        w.key("ctrl+z")
        w.expect(links, before)


def test_school(binary):
    with Gallery(binary, "school") as w:
        links = "SELECT TeacherId, StudentId FROM TeacherStudents ORDER BY 1, 2"
        before = w.rows(links)
        w.select(LEFT, "Arjun Mehta")
        w.find(RIGHT, "12A")
        form = w.row_count(w.tables()[RIGHT])
        assert form > 1
        w.click(w.middle(w.cell(w.tables()[RIGHT], 0)))
        w.key("ctrl+a", "Return")
        wait_for(lambda: len(w.rows(links)) > len(before), "more links")
        wait_for(lambda: w.row_count(w.tables()[MIDDLE]) >= form, "the whole form in the middle")
        w.key("ctrl+z")
        w.expect_rows(links, before)
        w.key("ctrl+bracketright")
        student = w.cell(w.tables()[RIGHT], 1).get_name()
        select(w, w.tables()[RIGHT], student)
        w.links_shown(w.one("SELECT count(*) FROM TeacherStudents WHERE StudentId = (SELECT id FROM Students WHERE name = ?)", student))


def test_recipes(binary):
    with Gallery(binary, "recipes") as w:
        feta = ("SELECT amount, unit FROM recipe_ingredients WHERE recipe_id = (SELECT id FROM recipes WHERE title = 'Shakshuka')"
                " AND ingredient_id = (SELECT id FROM ingredients WHERE name = 'Feta')")
        assert w.rows(feta) == []
        w.select(LEFT, "Shakshuka")
        w.click_box(RIGHT, "Feta")
        w.question()
        w.type("120")
        w.key("Tab")
        w.type("g")
        w.key("Return")
        w.expect_rows(feta, [(120.0, "g")])
        w.edit("Feta", "Amount", "150")
        w.expect_rows(feta, [(150.0, "g")])
        w.edit("Feta", "Unit", "piece")
        w.expect_rows(feta, [(150.0, "piece")])
        w.click(box_of(w, w.tables()[RIGHT], "Feta"))
        w.expect_rows(feta, [])
        w.key("ctrl+z")
        w.expect_rows(feta, [(150.0, "piece")])


def test_tags(binary):
    with Gallery(binary, "tags") as w:
        links = "SELECT t.name, taggable, taggableId FROM Itemtag JOIN tags t ON t.id = tagId ORDER BY 1, 2, 3"
        before = w.rows(links)
        image, number = w.rows("SELECT title, id FROM images WHERE id NOT IN (SELECT taggableId FROM Itemtag WHERE taggable = 'image' AND tagId ="
                               " (SELECT id FROM tags WHERE name = 'sea')) AND id IN (SELECT id FROM posts) LIMIT 1")[0]
        w.select(LEFT, "sea")
        w.click_box(RIGHT, image)
        w.expect_rows(links, sorted(before + [("sea", "image", number)]))
        w.choose("Posts")
        w.select(LEFT, "sea")
        w.links_shown(w.one("SELECT count(*) FROM Itemtag WHERE taggable = 'post' AND tagId = (SELECT id FROM tags WHERE name = 'sea')"))
        w.key("ctrl+z")
        w.expect_rows(links, before)


def test_reading_list(binary):
    with Gallery(binary, "reading-list") as w:
        links = "SELECT * FROM user_reading_list WHERE userId = (SELECT id FROM medium_users WHERE name = 'Inés Quintero') ORDER BY id"
        before = w.rows(links)
        article = w.one("SELECT title FROM medium_articles WHERE id NOT IN (SELECT articleId FROM user_reading_list WHERE userId ="
                        " (SELECT id FROM medium_users WHERE name = 'Inés Quintero')) ORDER BY title LIMIT 1")
        w.select(LEFT, "Inés Quintero")
        w.click(box_of(w, w.tables()[RIGHT], article))
        wait_for(lambda: len(w.rows(links)) == len(before) + 1, "a link more")
        linked = w.rows(links)
        new = next(row for row in linked if row not in before)
        old = w.rows("SELECT createdAt FROM user_reading_list LIMIT 1")[0][0]
        assert len(new[3]) == len(old) and new[3][4] == old[4] and new[3][10] == old[10], (new, old)
        w.click(box_of(w, w.tables()[RIGHT], article))
        w.expect_rows(links, before)
        w.key("ctrl+z")
        w.expect_rows(links, linked)


def test_repositories(binary):
    with Gallery(binary, "repositories") as w:
        orgs = "SELECT name, url FROM orgs WHERE user_id = (SELECT id FROM users WHERE name = 'Amit Shapiro') ORDER BY id"
        before = w.rows(orgs)
        repository = w.one("SELECT name FROM repos WHERE id NOT IN (SELECT repo_id FROM orgs WHERE user_id ="
                           " (SELECT id FROM users WHERE name = 'Amit Shapiro')) ORDER BY name LIMIT 1")
        w.select(LEFT, "Amit Shapiro")
        w.links_shown(len(before))
        w.click(box_of(w, w.tables()[RIGHT], repository))
        w.question()
        w.type("Tidewater")
        w.key("Return")
        w.expect_rows(orgs, before + [("Tidewater", None)])
        w.links_shown(len(before) + 1)
        w.edit(repository, "Url", "https://tidewater.example")
        w.expect_rows(orgs, before + [("Tidewater", "https://tidewater.example")])
        w.key("ctrl+z")
        w.expect_rows(orgs, before + [("Tidewater", None)])
        w.key("ctrl+z")
        w.expect_rows(orgs, before)


def test_beaches(binary):
    with Gallery(binary, "beaches") as w:
        shifts = ("SELECT id, starts_at, hours FROM shifts WHERE lifeguard_id = (SELECT id FROM lifeguards WHERE name = 'Kirra Maloney')"
                  " AND beach_id = (SELECT id FROM beaches WHERE name = 'Manly Beach') ORDER BY id")
        before = w.rows(shifts)
        assert len(before) > 1
        w.select(LEFT, "Kirra Maloney")
        w.click_box(RIGHT, "Manly Beach")
        wait_for(lambda: len(w.rows(shifts)) == len(before) + 1, "a shift more")
        new = w.rows(shifts)[-1]
        w.find(MIDDLE, "Manly Beach")
        w.links_shown(len(before) + 1)
        # The new shift is the one that starts last.
        middle = w.tables()[MIDDLE]
        def hours():
            row = next(i for i in range(w.row_count(middle)) if any(new[1][:10] in w.cell(middle, i, c).get_name() for c in range(4)))
            return [w.middle(w.cell(middle, row, c)) for c in range(4) if w.cell(middle, row, c).get_name().startswith("6")][-1]

        w.double_click(steady(hours, "the hours of the new shift"))
        w.key("ctrl+a")
        w.type("8")
        w.key("Return")
        w.expect_rows(shifts, before + [(new[0], new[1], 8.0)])
        w.key("Delete")
        w.expect_rows(shifts, before)
        w.key("ctrl+z")
        w.expect_rows(shifts, before + [(new[0], new[1], 8.0)])


def test_sandcastles(binary):
    with Gallery(binary, "sandcastles", tables=0) as w:
        wait_for(lambda: any("join table" in text for text in w.texts()), "what was looked for")
        connection = sqlite3.connect(w.database)
        with connection:
            connection.execute("CREATE TABLE sandcastle_tools (sandcastle_type_id REFERENCES sandcastle_types, tool_id REFERENCES tools,"
                               " PRIMARY KEY (sandcastle_type_id, tool_id))")
        connection.close()
        wait_for(lambda: len(w.tables()) == 3, "both sides")
        w.select(LEFT, "Dragon round a keep")
        w.click_box(RIGHT, "Palette knife")
        w.expect("SELECT count(*) FROM sandcastle_tools", 1)


def test_friends(binary):
    with Gallery(binary, "friends") as w:
        friends = ("SELECT user_id, friend_id FROM friendships WHERE (SELECT id FROM users WHERE name = 'Apolline Garnier')"
                   " IN (user_id, friend_id) ORDER BY 1, 2")
        before = w.rows(friends)
        stranger = w.one("SELECT name FROM users WHERE name <> 'Apolline Garnier' AND id NOT IN (SELECT user_id FROM friendships WHERE friend_id = u.id"
                         " UNION SELECT friend_id FROM friendships WHERE user_id = u.id) ORDER BY name LIMIT 1".replace("u.id",
                         "(SELECT id FROM users WHERE name = 'Apolline Garnier')"))
        w.select(LEFT, "Apolline Garnier")
        w.links_shown(len(before))
        w.click(box_of(w, w.tables()[RIGHT], stranger))
        wait_for(lambda: len(w.rows(friends)) == len(before) + 1, "one friend more")
        w.key("ctrl+bracketright")
        w.select(RIGHT, stranger)
        wait_for(lambda: w.row_of(w.tables()[MIDDLE], "Apolline Garnier") is not None, "her in the middle")
        w.key("ctrl+z")
        w.expect_rows(friends, before)


def test_enrolment(binary):
    with Gallery(binary, "enrolment") as w:
        arthur = "(SELECT id FROM pupils WHERE name = 'Arthur Aldridge')"
        links = f"SELECT course_id, term_id, grade FROM enrolments WHERE pupil_id = {arthur} ORDER BY 1, 2"
        before = w.rows(links)
        course = w.one(f"SELECT title FROM courses WHERE id NOT IN (SELECT course_id FROM enrolments WHERE pupil_id = {arthur}) ORDER BY title LIMIT 1")
        w.select(LEFT, "Arthur Aldridge")
        w.links_shown(len(before))
        w.click(box_of(w, w.tables()[RIGHT], course))
        w.question()
        w.key("Return")
        wait_for(lambda: len(w.rows(links)) == len(before) + 1, "a link more")
        linked = w.rows(links)
        w.links_shown(len(linked))
        w.edit(course, "Grade", "B")
        wait_for(lambda: [r for r in w.rows(links) if r[2] == "B" and r not in before], "the grade")
        w.key("ctrl+z")
        w.expect_rows(links, linked)


if __name__ == "__main__":
    main(test_favorites, test_school, test_recipes, test_tags, test_reading_list, test_repositories, test_beaches, test_sandcastles,
         test_friends, test_enrolment)
