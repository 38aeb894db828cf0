-- Repositories and users, connected through organisations: an organisation has a name, an address and a key of its own, and
-- says which user looks after which repository. Everything here is invented.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE
);

CREATE TABLE repos (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    summary TEXT NOT NULL
);

CREATE TABLE orgs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT,
    key TEXT UNIQUE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    repo_id INTEGER NOT NULL REFERENCES repos (id)
);

CREATE INDEX orgs_user ON orgs (user_id);
CREATE INDEX orgs_repo ON orgs (repo_id);

INSERT INTO users (name, login) VALUES
('Aurélie Tanguy', 'atanguy'), ('Babak Rostami', 'rostamib'), ('Carys Beddoe', 'carys'), ('Dmytro Shevchuk', 'dshev'),
('Eun-ji Kang', 'eunji'), ('Fernão Vilela', 'fvilela'), ('Gulnara Osmonova', 'gulnara'), ('Henrik Østby', 'hostby'),
('Ilse van Dijk', 'ilsevd'), ('Jomo Wanyama', 'jomo'), ('Kinga Bartók', 'kbartok'), ('Lorenzo Baldini', 'lobal'),
('Mireia Soler', 'mireia'), ('Nikos Papadakis', 'nikospap'), ('Ólöf Jónsdóttir', 'olof'), ('Precious Moyo', 'pmoyo'),
('Quang Trần', 'qtran'), ('Renáta Hudáková', 'renata'), ('Sanjay Kulkarni', 'sanjayk'), ('Tiina Mäkelä', 'tiina'),
('Ulrike Jäger', 'ujaeger'), ('Viktória Nagy', 'vnagy'), ('Wambui Njeri', 'wambui'), ('Xochitl Ramírez', 'xochitl'),
('Yaw Amponsah', 'yaw'), ('Žiga Kranjc', 'ziga'), ('Amit Shapiro', 'amits'), ('Birgitta Ek', 'bek'),
('Ciarán Duffy', 'cduffy'), ('Dorota Wrona', 'dwrona'), ('Emre Kaya', 'emrek'), ('Fatou Ndiaye', 'fatou');

INSERT INTO repos (name, language, summary) VALUES
('tidewatch', 'Rust', 'Tide tables from a few numbers'), ('hedgehog', 'C++', 'Spiky little test runner'),
('papertrail', 'Python', 'Scans, names and files letters'), ('kettle', 'Go', 'Boils logs down to what matters'),
('lanterna', 'Kotlin', 'Night mode for maps'), ('moss', 'C', 'Slow, soft key-value store'),
('ferrycat', 'Python', 'Timetables of ferries as open data'), ('quillpen', 'TypeScript', 'Plain text that prints well'),
('orchard', 'Elixir', 'Plans who waters which tree'), ('birdsong', 'Python', 'Names birds by what they sing'),
('sundial', 'JavaScript', 'Clock that needs the sun'), ('cobble', 'Rust', 'Puts bytes on the road'),
('driftwood', 'C++', 'Finds files that nobody opens'), ('pantry', 'Swift', 'What can be cooked today'),
('almanac', 'Ruby', 'Calendars of forty countries'), ('snowline', 'Julia', 'How high the snow lies'),
('turnstile', 'Java', 'Counts visitors, not faces'), ('sextant', 'Rust', 'Positions without satellites'),
('bellows', 'C++', 'Plays accordion notes'), ('inkwell', 'TypeScript', 'Sketches that become vectors'),
('compost', 'Go', 'Turns old backups into fewer'), ('windrose', 'Python', 'Wind statistics as pictures'),
('granary', 'Scala', 'Stores grains of events'), ('whistle', 'C', 'Tiny alert sender'),
('patchbay', 'C++', 'Connects instruments to each other'), ('lullaby', 'Kotlin', 'Sends servers to sleep'),
('marginalia', 'JavaScript', 'Notes beside web pages'), ('riverbed', 'Go', 'Streams that remember'),
('stopover', 'Swift', 'Where the train waits long enough'), ('thimble', 'Rust', 'Smallest useful parser');

-- An organisation is founded by one user for one repository; some users and repositories have several.
WITH
    word (place, first) AS (SELECT key, value FROM json_each('["Amber","Birch","Cedar","Delta","Ember","Fjord","Granite","Harbour",
        "Indigo","Juniper","Kelp","Linden","Meridian","North","Ochre","Pebble","Quartz","Reed","Salt","Thistle"]')),
    kind (place, second) AS (SELECT key, value FROM json_each('["Works","Collective","Foundation","Labs","Guild"]')),
    org (n, name) AS (SELECT word.place * 5 + kind.place, first || ' ' || second FROM word JOIN kind)
INSERT INTO orgs (name, url, key, user_id, repo_id)
SELECT name, 'https://' || replace(lower(name), ' ', '-') || '.example', replace(lower(name), ' ', '-'),
       1 + (n * 7 + n / 13) % 31, 1 + (n * 11 + n / 7) % 29
FROM org WHERE n % 9 <> 4 ORDER BY n;
