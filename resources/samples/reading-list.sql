-- Readers and the articles that they keep for later. The tables are as Sequelize makes them: camel-case keys, a number of its
-- own for every row of the join table, and two timestamps that the framework keeps.
-- Readers, authors and articles are invented.

CREATE TABLE medium_users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    handle TEXT NOT NULL UNIQUE,
    createdAt DATETIME NOT NULL,
    updatedAt DATETIME NOT NULL
);

CREATE TABLE medium_articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    createdAt DATETIME NOT NULL,
    updatedAt DATETIME NOT NULL
);

CREATE TABLE user_reading_list (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    userId INTEGER NOT NULL REFERENCES medium_users (id) ON DELETE CASCADE ON UPDATE CASCADE,
    articleId INTEGER NOT NULL REFERENCES medium_articles (id) ON DELETE CASCADE ON UPDATE CASCADE,
    createdAt DATETIME NOT NULL,
    updatedAt DATETIME NOT NULL,
    UNIQUE (userId, articleId)
);

CREATE INDEX user_reading_list_articleId ON user_reading_list (articleId);

WITH reader (name, handle, day) AS (VALUES
    ('Inés Quintero', 'inesquintero', 0), ('Øyvind Bakke', 'oyvindbakke', 37), ('Nadia Haddad', 'nadiahaddad', 74),
    ('Takumi Hayashi', 'takumihayashi', 111), ('Wanjiru Kamau', 'wanjirukamau', 148), ('Lars Björk', 'larsbjork', 185),
    ('Mei-Ling Chou', 'meilingchou', 222), ('Rafał Majewski', 'rafalmajewski', 259), ('Ximena Duarte', 'ximenaduarte', 296),
    ('Tariq Mansour', 'tariqmansour', 333), ('Aoife Brennan', 'aoifebrennan', 370), ('Giulia Ferraro', 'giuliaferraro', 407),
    ('Nguyễn Minh Anh', 'nguyenminhanh', 444), ('Stefan Kovač', 'stefankovac', 481), ('Oluwaseun Ade', 'oluwaseunade', 518),
    ('Katarzyna Zielińska', 'katarzynazielinska', 555), ('Pedro Sequeira', 'pedrosequeira', 592), ('Hye-jin Park', 'hyejinpark', 629),
    ('Ruth Abernathy', 'ruthabernathy', 666), ('Emil Sørensen', 'emilsorensen', 3), ('Farida Karimova', 'faridakarimova', 40),
    ('Luca Zanetti', 'lucazanetti', 77), ('Šárka Dvořáková', 'sarkadvorakova', 114), ('Manoj Pillai', 'manojpillai', 151),
    ('Yael Rosen', 'yaelrosen', 188), ('Chinedu Obi', 'chineduobi', 225), ('Maïwenn Le Gall', 'maiwennlegall', 262),
    ('Ákos Varga', 'akosvarga', 299), ('Daniela Pârvu', 'danielaparvu', 336), ('Samuel Whitaker', 'samuelwhitaker', 373),
    ('Leilani Kahale', 'leilanikahale', 410), ('Björn Ragnarsson', 'bjornragnarsson', 447), ('Esra Yıldız', 'esrayildiz', 484),
    ('Thiago Moraes', 'thiagomoraes', 521), ('Mbali Khumalo', 'mbalikhumalo', 558), ('Vera Lindgren', 'veralindgren', 595),
    ('José Antonio Ruiz', 'joseantonioruiz', 632), ('Anh Thư Phạm', 'anhthupham', 669), ('Claire Delacroix', 'clairedelacroix', 6),
    ('Omar Benali', 'omarbenali', 43), ('Jūratė Kazlauskaitė', 'juratekazlauskaite', 80), ('Ivo Petrov', 'ivopetrov', 117),
    ('Keiko Ogawa', 'keikoogawa', 154), ('Moses Wekesa', 'moseswekesa', 191), ('Ottilie Brandt', 'ottiliebrandt', 228),
    ('Roberta Neri', 'robertaneri', 265), ('Zahra Ahmadi', 'zahraahmadi', 302), ('Finnian Walsh', 'finnianwalsh', 339),
    ('Sofía Belmonte', 'sofiabelmonte', 376), ('Piotr Zawadzki', 'piotrzawadzki', 413), ('Gwen Parry', 'gwenparry', 450),
    ('Ibrahim Sesay', 'ibrahimsesay', 487), ('Hélène Aubert', 'heleneaubert', 524), ('Mateja Horvat', 'matejahorvat', 561),
    ('Rahul Banerjee', 'rahulbanerjee', 598), ('Signe Kjær', 'signekjaer', 635))
INSERT INTO medium_users (name, handle, createdAt, updatedAt)
SELECT name, handle, moment, moment
FROM (SELECT *, strftime('%Y-%m-%d %H:%M:%f +00:00', '2024-01-01', '+' || day || ' days', '+' || (day * 7919 % 86400) || ' seconds') AS moment FROM reader);

INSERT INTO medium_articles (title, author, minutes, createdAt, updatedAt)
SELECT value, json_extract('["Marta Voss","Idris Coleman","Yuna Sato","Pavel Hruška","Bettina Krause","Lamine Touré","Gráinne Kelly","Rosa Álvarez"]', '$[' || (key * 5 % 8) || ']'),
       3 + key * 7 % 14,
       strftime('%Y-%m-%d %H:%M:%f +00:00', '2025-01-06', '+' || (key * 5) || ' days', '+' || (key * 7919 % 86400) || ' seconds'),
       strftime('%Y-%m-%d %H:%M:%f +00:00', '2025-01-06', '+' || (key * 5 + key % 4) || ' days', '+' || (key * 6211 % 86400) || ' seconds')
FROM json_each('[
    "What a join table is for","The database that fits in a file","Reading query plans without fear",
    "A short history of the foreign key","Why your index is not used","Normal forms in plain words","Null is not nothing",
    "The case for boring technology","Small tools, sharp tools","How we halved our build times","Debugging with a pencil",
    "Names are the hardest part","Comments that age well","The commit message as a letter","A week of pair programming",
    "What code review is really about","Teaching programming to grandparents","The joy of plain text",
    "Sorting names in forty languages","Dates, times and other traps","Undo is harder than it looks",
    "Drag and drop for people who cannot drag","Colour contrast for everybody","Keyboard first","Designing empty states",
    "Forms that do not shout","Tables are user interfaces too","The quiet dashboard","Charts that tell the truth","Maps without pins",
    "A typeface for timetables","How ferries are scheduled","The mathematics of queues","Why buses come in threes",
    "Counting birds with neighbours","The spreadsheet that ran a library","Cataloguing a record collection","Ten thousand seed packets",
    "An archive in a shoebox","Scanning my grandmother''s letters","How to keep a work diary","Meetings that end early",
    "Writing things down","Saying no to good ideas","The second draft","Editing for strangers","Translators are readers first",
    "Learning Finnish slowly","A year without notifications","Sleep and other deadlines","Walking as a way of thinking",
    "The commute I did not take back","Cooking for one","Bread and version control","Repair before replace",
    "The bicycle as infrastructure","Cities at walking pace","Shade is a public good","Rain gardens explained",
    "Where the storm water goes","The long life of batteries","Heat pumps for the curious","Insulating an old house",
    "Reading an energy bill","How a tide table is made","Measuring snow","Why forecasts disagree","The sound of a healthy reef",
    "Listening to bats","A beginner''s guide to moss","The museum of everyday things","Restoring a pinball machine",
    "Tuning a piano by ear","Chess in the park","A map of all our walks","Letters to a future colleague"]');

-- Some read much and some articles are kept by many; nothing is kept before it was published.
WITH kept (userId, articleId, moment) AS (
    SELECT reader.id, article.id,
           strftime('%Y-%m-%d %H:%M:%f +00:00', substr(article.createdAt, 1, 19), '+' || ((reader.id * 13 + article.id * 29) % 200) || ' days',
                    '+' || ((reader.id * 4271 + article.id * 977) % 86400) || ' seconds')
    FROM medium_users AS reader JOIN medium_articles AS article
    WHERE (reader.id * 31 + article.id * 17 + reader.id * article.id * 7) % 101 < 6 + reader.id * 5 % 13 + article.id * 3 % 11)
INSERT INTO user_reading_list (userId, articleId, createdAt, updatedAt)
SELECT userId, articleId, moment, moment FROM kept ORDER BY moment;
