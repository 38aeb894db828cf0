-- Lifeguards and the beaches that they watch. Every shift is a row: the same lifeguard comes to the same beach again and again.
-- The beaches are real, their lengths rounded; the lifeguards and their shifts are invented.

CREATE TABLE lifeguards (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    home TEXT NOT NULL,
    boat_licence BOOLEAN NOT NULL DEFAULT 0
);

CREATE TABLE beaches (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    kilometres REAL NOT NULL
);

CREATE TABLE shifts (
    id INTEGER PRIMARY KEY,
    lifeguard_id INTEGER NOT NULL REFERENCES lifeguards (id),
    beach_id INTEGER NOT NULL REFERENCES beaches (id),
    starts_at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    hours REAL NOT NULL DEFAULT 6 CHECK (hours > 0 AND hours <= 12),
    UNIQUE (lifeguard_id, beach_id, starts_at)
);

CREATE INDEX shifts_beach ON shifts (beach_id);

INSERT INTO beaches (name, country, kilometres) VALUES
('Bondi Beach', 'Australia', 1), ('Manly Beach', 'Australia', 1.5), ('Bells Beach', 'Australia', 0.3), ('Cable Beach', 'Australia', 22),
('Copacabana', 'Brazil', 4), ('Ipanema', 'Brazil', 2.6), ('Praia do Rosa', 'Brazil', 2), ('Praia da Joaquina', 'Brazil', 3),
('Praia do Guincho', 'Portugal', 1), ('Praia da Rocha', 'Portugal', 1.5), ('Praia do Norte', 'Portugal', 1.5), ('Carcavelos', 'Portugal', 1.5),
('Playa de la Concha', 'Spain', 1.3), ('Zurriola', 'Spain', 0.8), ('Playa de Bolonia', 'Spain', 3.8), ('Platja de la Barceloneta', 'Spain', 1.1),
('Grande Plage de Biarritz', 'France', 0.5), ('Plage de l''Espiguette', 'France', 10), ('Plage de Pampelonne', 'France', 4.5), ('Hossegor', 'France', 4),
('Fistral Beach', 'United Kingdom', 0.8), ('Rhossili Bay', 'United Kingdom', 5), ('Luskentyre', 'United Kingdom', 3), ('Woolacombe', 'United Kingdom', 5),
('Skagen Sønderstrand', 'Denmark', 2), ('Hvide Sande', 'Denmark', 5), ('Rømø', 'Denmark', 12), ('Klitmøller', 'Denmark', 2),
('Muizenberg', 'South Africa', 8), ('Clifton 4th', 'South Africa', 0.3), ('Boulders Beach', 'South Africa', 0.4), ('Durban North Beach', 'South Africa', 1);

INSERT INTO lifeguards (name, home, boat_licence) VALUES
('Kirra Maloney', 'Australia', 1), ('Jarrah Whitlock', 'Australia', 0), ('Tui Parata', 'Australia', 1), ('Mia Castellano', 'Australia', 0),
('João Batista Reis', 'Brazil', 1), ('Luana Figueiredo', 'Brazil', 0), ('Caíque Moura', 'Brazil', 1), ('Iracema Duarte', 'Brazil', 0),
('Gonçalo Pires', 'Portugal', 1), ('Beatriz Falcão', 'Portugal', 1), ('Tomé Leitão', 'Portugal', 0), ('Conceição Vaz', 'Portugal', 0),
('Ane Etxeberria', 'Spain', 1), ('Unai Zubizarreta', 'Spain', 1), ('Rocío Montero', 'Spain', 0), ('Arnau Ferrer', 'Spain', 0),
('Maïté Etcheverry', 'France', 1), ('Loïc Kervella', 'France', 1), ('Zoé Castaing', 'France', 0), ('Hamza Belkacem', 'France', 0),
('Jenna Trelawny', 'United Kingdom', 1), ('Owain Bevan', 'United Kingdom', 0), ('Catrìona MacAskill', 'United Kingdom', 1), ('Dev Sharma', 'United Kingdom', 0),
('Søs Thygesen', 'Denmark', 1), ('Asger Kjærgaard', 'Denmark', 1), ('Ditte Nørgaard', 'Denmark', 0), ('Malik Jeppesen', 'Denmark', 0),
('Thabo Nkosi', 'South Africa', 1), ('Anika du Plessis', 'South Africa', 1), ('Zanele Mthembu', 'South Africa', 0), ('Riaan Botha', 'South Africa', 0);

-- Sixty summer days, one in two to five a shift, at one of the four beaches of the lifeguard's own country; mostly at two of them.
WITH RECURSIVE
    day (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM day WHERE n < 59),
    beach AS (SELECT id, country, row_number() OVER (PARTITION BY country ORDER BY id) - 1 AS place FROM beaches)
INSERT INTO shifts (lifeguard_id, beach_id, starts_at, hours)
SELECT lifeguards.id, beach.id,
       strftime('%Y-%m-%d %H:%M:%f', iif(home IN ('Australia', 'Brazil', 'South Africa'), '2026-01-02', '2026-07-01'), '+' || n || ' days',
                '+' || (7 + (n + lifeguards.id) % 3 * 3) || ' hours'),
       4 + (n * 3 + lifeguards.id) % 5 * 0.5 + (n % 7 > 4) * 2
FROM day JOIN lifeguards ON (n * 5 + lifeguards.id * 3) % 12 < 3 + lifeguards.id * 5 % 4
    JOIN beach ON country = home AND place = (lifeguards.id + iif((n + lifeguards.id) % 9 = 0, 2, (n / 4) % 2)) % 4
ORDER BY n, lifeguards.id;
