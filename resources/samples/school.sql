-- Teachers and the students whom they teach: the join table holds nothing but the two keys, named as Sequelize names them.
-- Everybody here is invented.

CREATE TABLE teachers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    room TEXT
);

CREATE TABLE students (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    born DATE NOT NULL
);

CREATE TABLE TeacherStudents (
    teacherId INTEGER NOT NULL REFERENCES teachers (id) ON DELETE CASCADE ON UPDATE CASCADE,
    studentId INTEGER NOT NULL REFERENCES students (id) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (teacherId, studentId)
);

CREATE INDEX TeacherStudents_studentId ON TeacherStudents (studentId);

INSERT INTO teachers (name, subject, room) VALUES
('Ingrid Sjöberg', 'Mathematics', 'B12'), ('Tomasz Wójcik', 'Mathematics', 'B13'), ('Grace Okonkwo', 'Mathematics', 'B14'),
('Daniel Hartley', 'Mathematics', 'B15'), ('Fiona MacLeod', 'English', 'A01'), ('Rhys Llewellyn', 'English', 'A02'),
('Parveen Akhtar', 'English', 'A03'), ('Simon Ashworth', 'English', 'A04'), ('Mercè Puig', 'Biology', 'C21'),
('Anders Lindqvist', 'Biology', 'C22'), ('Bénédicte Caron', 'Chemistry', 'C23'), ('Yusuf Demir', 'Chemistry', 'C24'),
('Hana Nováková', 'Physics', 'C31'), ('Kwame Asante', 'Physics', 'C32'), ('Margaret Doyle', 'History', 'A11'),
('Péter Szabó', 'History', 'A12'), ('Lindiwe Dlamini', 'History', 'A13'), ('Joaquín Ibáñez', 'Geography', 'A21'),
('Siobhán Byrne', 'Geography', 'A22'), ('Élodie Marchand', 'French', 'A31'), ('Jean-Luc Perrin', 'French', 'A32'),
('Inés Carrasco', 'Spanish', 'A33'), ('Raúl Domínguez', 'Spanish', 'A34'), ('Chiara Fontana', 'Art', 'D01'),
('Noriko Tanabe', 'Art', 'D02'), ('Gareth Pryce', 'Music', 'D11'), ('Zsófia Kiss', 'Music', 'D12'),
('Marcus Bailey', 'Sports', 'Hall'), ('Anneke de Wit', 'Sports', 'Hall'), ('Arjun Mehta', 'Computing', 'B21');

-- Twelve forms of 22; given and family names come from the same corner of the world.
WITH RECURSIVE
    number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 263),
    given (place, list) AS (VALUES
        (0, '["Olivia","Harry","Amelia","Jack","Isla","Oscar","Freya","Alfie","Niamh","Finn","Poppy"]'),
        (1, '["Ayesha","Rohan","Priya","Zain","Anjali","Kabir","Meera","Imran","Sana","Vikram","Nadia"]'),
        (2, '["Zofia","Jakub","Łucja","Mateusz","Oliwia","Wojciech","Maja","Kacper","Hanna","Szymon","Aniela"]'),
        (3, '["Inés","Mateo","Lucía","Álvaro","Sofía","Hugo","Begoña","Íñigo","Carmen","Iker","Nerea"]'),
        (4, '["Chloé","Théo","Maëlys","Noé","Anaïs","Gaëtan","Zoé","Côme","Élise","Loïc","Inès"]'),
        (5, '["Chidi","Amara","Kofi","Adwoa","Tunde","Ngozi","Emeka","Abena","Folake","Kwabena","Zainab"]')),
    family (place, list) AS (VALUES
        (0, '["Whitfield","O''Connell","Barlow","Fraser","Pemberton","Rees","Gallagher","Thornton","Kirkby","Munro","Ashdown","Hale","Sayer"]'),
        (1, '["Rahman","Patel","Chaudhry","Iyer","Hussain","Bhatt","Qureshi","Nair","Kapoor","Malik","Desai","Aslam","Reddy"]'),
        (2, '["Kowalczyk","Nowak","Zając","Król","Dąbek","Wilk","Pawlak","Gołąb","Sikora","Mróz","Duda","Żak","Lis"]'),
        (3, '["Núñez","Serrano","Gálvez","Ortuño","Peña","Ibarra","Vázquez","Molina","Crespo","Yáñez","Rubio","Solís","Arce"]'),
        (4, '["Lefèvre","Dubois","Bérard","Chevalier","Noël","Fournier","Gérard","Besson","Maréchal","Rey","Collet","Prévost","Vidal"]'),
        (5, '["Adeyemi","Mensah","Okafor","Boateng","Eze","Owusu","Balogun","Osei","Nwosu","Appiah","Bello","Darko","Lawal"]'))
INSERT INTO students (name, form, born)
SELECT json_extract(given.list, '$[' || (n * 5 / 6 % 11) || ']') || ' '
           || json_extract(family.list, '$[' || ((n / 6 * 4 + n / 66) % 13) || ']'),
       (7 + n / 44) || char(65 + n / 22 % 2),
       date('2014-09-01', '-' || (n / 44) || ' years', '+' || (n * 67 % 365) || ' days')
FROM number JOIN given ON given.place = n % 6 JOIN family ON family.place = n % 6
ORDER BY n;

-- A form has one teacher of each subject; the first six subjects are for all, of the others everybody takes some.
WITH
    teacher AS (SELECT id, subject, row_number() OVER (PARTITION BY subject ORDER BY id) - 1 AS place,
                       count(*) OVER (PARTITION BY subject) AS colleagues
                FROM teachers),
    student AS (SELECT id, (id - 1) / 22 AS form FROM students)
INSERT INTO TeacherStudents (teacherId, studentId)
SELECT teacher.id, student.id
FROM student JOIN teacher ON teacher.place = student.form % teacher.colleagues
WHERE subject IN ('Mathematics', 'English', 'Biology', 'History', 'Sports')
   OR (student.id * 7 + teacher.id * 11) % 5 < 2;
