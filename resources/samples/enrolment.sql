-- Pupils and their courses, term by term: a row needs three ends to say what it says, for a course may be taken again.
-- Everybody here is invented; the grades are A to F.

CREATE TABLE pupils (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born DATE NOT NULL
);

CREATE TABLE courses (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    department TEXT NOT NULL,
    credits INTEGER NOT NULL
);

CREATE TABLE terms (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    starts DATE NOT NULL,
    ends DATE NOT NULL
);

CREATE TABLE enrolments (
    pupil_id INTEGER NOT NULL REFERENCES pupils (id) ON DELETE CASCADE,
    course_id INTEGER NOT NULL REFERENCES courses (id),
    term_id INTEGER NOT NULL REFERENCES terms (id),
    grade TEXT CHECK (grade IN ('A', 'B', 'C', 'D', 'E', 'F')),
    PRIMARY KEY (pupil_id, course_id, term_id)
);

CREATE INDEX enrolments_course ON enrolments (course_id);
CREATE INDEX enrolments_term ON enrolments (term_id);

INSERT INTO terms (name, starts, ends) VALUES
('Autumn 2024', '2024-09-02', '2024-12-20'), ('Spring 2025', '2025-01-13', '2025-04-11'), ('Summer 2025', '2025-04-28', '2025-07-18'),
('Autumn 2025', '2025-09-01', '2025-12-19'), ('Spring 2026', '2026-01-12', '2026-04-10'), ('Summer 2026', '2026-04-27', '2026-07-17');

INSERT INTO courses (title, department, credits) VALUES
('Algebra', 'Mathematics', 4), ('Geometry', 'Mathematics', 4), ('Calculus', 'Mathematics', 4), ('Statistics', 'Mathematics', 3),
('Mechanics', 'Science', 4), ('Electricity and Magnetism', 'Science', 4), ('General Chemistry', 'Science', 4), ('Organic Chemistry', 'Science', 4),
('Cell Biology', 'Science', 4), ('Ecology', 'Science', 3), ('Astronomy', 'Science', 2), ('Introduction to Programming', 'Computing', 3),
('Databases', 'Computing', 3), ('Robotics', 'Computing', 2), ('World Literature', 'Languages', 3), ('Creative Writing', 'Languages', 2),
('French I', 'Languages', 3), ('French II', 'Languages', 3), ('Spanish I', 'Languages', 3), ('Spanish II', 'Languages', 3),
('Ancient History', 'Humanities', 3), ('Modern History', 'Humanities', 3), ('Physical Geography', 'Humanities', 3), ('Philosophy', 'Humanities', 2),
('Economics', 'Humanities', 3), ('Drawing and Painting', 'Arts', 2), ('Choir', 'Arts', 1), ('Theatre', 'Arts', 2);

WITH RECURSIVE
    number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 179),
    given (place, list) AS (VALUES
        (0, '["Arthur","Beatrice","Callum","Daisy","Edmund","Florence","Gilbert","Harriet","Isaac","Juliet"]'),
        (1, '["Aleksandra","Boris","Dragana","Emir","Jovana","Luka","Milica","Nikola","Senka","Tijana"]'),
        (2, '["Aarav","Bhavna","Devika","Gopal","Ishita","Karthik","Lakshmi","Nikhil","Rukmini","Tarun"]'),
        (3, '["Adélaïde","Benoît","Cécile","Étienne","François","Héloïse","Jérémie","Maïa","Raphaël","Solène"]'),
        (4, '["Afia","Binta","Cheikh","Djeneba","Esi","Fodé","Kojo","Mariama","Ousmane","Yaa"]')),
    family (place, list) AS (VALUES
        (0, '["Aldridge","Brackley","Cavendish","Dunmore","Eastwood","Fenwick","Goddard","Hathaway"]'),
        (1, '["Babić","Đorđević","Hadžić","Ilić","Kovačević","Marković","Perić","Šarić"]'),
        (2, '["Acharya","Bose","Chatterjee","Dutta","Ghosh","Joshi","Menon","Varma"]'),
        (3, '["Archambault","Béliveau","Côté","Desrochers","Gagné","Lévesque","Thériault","Villeneuve"]'),
        (4, '["Acheampong","Camara","Diallo","Fofana","Gyasi","Keïta","Ofori","Traoré"]'))
INSERT INTO pupils (name, born)
SELECT json_extract(given.list, '$[' || (n / 5 % 10) || ']') || ' ' || json_extract(family.list, '$[' || ((n / 5 * 3 + n / 50) % 8) || ']'),
       date('2009-01-01', '+' || (n * 71 % 1000) || ' days')
FROM number JOIN given ON given.place = n % 5 JOIN family ON family.place = n % 5
ORDER BY n;

-- Four courses a term and no course twice; who begins later has fewer terms. The last term is not graded yet.
INSERT INTO enrolments (pupil_id, course_id, term_id, grade)
SELECT pupils.id, courses.id, terms.id,
       iif(terms.id = 6, NULL, substr('BACBABCDBCAEBFCBDACB', 1 + (pupils.id * 13 + courses.id * 7 + terms.id * 3) % 20, 1))
FROM pupils JOIN terms ON terms.id > pupils.id % 4 JOIN courses ON (courses.id + pupils.id * 3 + terms.id * 4) % 28 < 4
ORDER BY terms.id, pupils.id, courses.id;

-- Who has failed takes the course again in the term that follows.
INSERT INTO enrolments (pupil_id, course_id, term_id, grade)
SELECT pupil_id, course_id, term_id + 1, iif(term_id = 5, NULL, substr('CDBC', 1 + pupil_id % 4, 1))
FROM enrolments WHERE grade = 'F' AND term_id < 6
ORDER BY term_id, pupil_id, course_id;
