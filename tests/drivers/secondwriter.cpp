// Another program that writes to the same file at random, with nothing of Joinery's between it and SQLite. After each commit it prints what it
// has done, a line a row: "insert USER:SHOW", "delete USER:SHOW", "update USER:SHOW". Once its input ends, it prints "rows" and every
// row as it sees them, and ends.
//
//     driver_secondwriter FILE SEED

#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <random>
#include <sqlite3.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

class Writer
{
public:
    Writer(const char *path, unsigned seed) : m_random(seed)
    {
        if (sqlite3_open_v2(path, &m_sqlite, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
            fail("open");
        sqlite3_busy_timeout(m_sqlite, 60'000);
        run("PRAGMA foreign_keys = ON");
        run("PRAGMA synchronous = OFF"); // the more often it writes
    }
    ~Writer() { sqlite3_close(m_sqlite); }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    void write()
    {
        std::vector<std::string> done;
        run("BEGIN IMMEDIATE");
        run("UPDATE whoami SET name = 'second'");
        const int edits = number(1, 6);
        for (int i = 0; i < edits; ++i) {
            const std::string user = std::to_string(number(1, 12));
            const std::string show = std::to_string(number(1, 12));
            const std::string where = " WHERE user_id = " + user + " AND show_id = " + show;
            const int kind = number(0, 9);
            const char *word = kind < 4 ? "insert" : kind < 7 ? "delete" : "update";
            const std::string rating = std::to_string(number(1, 1'000'000));
            if (kind < 4)
                run("INSERT OR IGNORE INTO favorites (user_id, show_id, rating) VALUES (" + user + ", " + show + ", "
                    + rating + ")");
            else if (kind < 7)
                run("DELETE FROM favorites" + where);
            else
                run("UPDATE favorites SET rating = " + rating + where);
            if (sqlite3_changes(m_sqlite) > 0)
                done.push_back(std::string(word) + ' ' + user + ':' + show);
        }
        if (number(0, 9) == 0)
            pause(number(1, 60)); // holding the lock
        run("UPDATE whoami SET name = 'joinery'");
        run("COMMIT");
        for (const std::string &line : done)
            std::puts(line.c_str());
        std::fflush(stdout);
    }

    /// True once the input has ended.
    bool pause(int milliseconds)
    {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        return poll(&input, 1, milliseconds) > 0;
    }
    int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(m_random); }

    void printRows()
    {
        std::puts("rows");
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(
                m_sqlite,
                "SELECT id || '|' || user_id || '|' || show_id || '|' || ifnull(rating, 'NULL') FROM favorites "
                "ORDER BY id",
                -1, &statement, nullptr)
            != SQLITE_OK)
            fail("rows");
        while (sqlite3_step(statement) == SQLITE_ROW)
            std::puts(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        std::fflush(stdout);
    }

private:
    void run(const std::string &sql)
    {
        if (sqlite3_exec(m_sqlite, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(sql.c_str());
    }
    [[noreturn]] void fail(const char *what)
    {
        std::fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(m_sqlite));
        std::exit(1);
    }

    sqlite3 *m_sqlite = nullptr;
    std::mt19937 m_random;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    Writer writer(argv[1], unsigned(std::strtoul(argv[2], nullptr, 10)));
    do
        writer.write();
    while (!writer.pause(writer.number(0, 8)));
    writer.printRows();
    return 0;
}
