-- Sandcastles and the tools to build them with: a relationship that is still to be made, for there is no join table yet.

CREATE TABLE sandcastle_types (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    difficulty INTEGER NOT NULL CHECK (difficulty BETWEEN 1 AND 5),
    hours REAL NOT NULL
);

CREATE TABLE tools (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    material TEXT NOT NULL
);

INSERT INTO sandcastle_types (name, difficulty, hours) VALUES
('Bucket tower', 1, 0.2), ('Drip castle', 1, 0.5), ('Moat and wall', 1, 0.5), ('Motte and bailey', 2, 1), ('Four-tower fort', 2, 1.5),
('Star fort', 3, 2.5), ('Concentric castle', 4, 4), ('Lighthouse', 2, 1), ('Stepped pyramid', 2, 1.5), ('Ziggurat', 3, 2),
('Pagoda', 4, 3.5), ('Cathedral', 5, 8), ('Château with gardens', 5, 7), ('Minaret and dome', 4, 4), ('Hill village', 3, 3),
('Aqueduct', 3, 2), ('Arched bridge', 4, 2), ('Amphitheatre', 3, 2.5), ('Spiral tower', 4, 3), ('Cliff dwelling', 3, 2.5),
('Walled harbour', 3, 3), ('Turtle', 1, 0.7), ('Crocodile', 2, 1), ('Dragon round a keep', 5, 6), ('Maze', 2, 2), ('Marble run', 3, 1.5);

INSERT INTO tools (name, material) VALUES
('Bucket', 'Plastic'), ('Bottomless bucket', 'Plastic'), ('Turret bucket', 'Plastic'), ('Spade', 'Wood and steel'), ('Long shovel', 'Wood and steel'),
('Hand trowel', 'Steel'), ('Pastry knife', 'Steel'), ('Palette knife', 'Steel'), ('Butter knife', 'Steel'), ('Teaspoon', 'Steel'),
('Melon baller', 'Steel'), ('Plastering float', 'Wood'), ('Tamper', 'Wood'), ('Rake', 'Wood'), ('Ruler', 'Wood'), ('Chopstick', 'Bamboo'),
('Drinking straw', 'Paper'), ('Paint brush', 'Bristle'), ('Make-up brush', 'Bristle'), ('Spray bottle', 'Plastic'), ('Watering can', 'Tin'),
('Funnel', 'Plastic'), ('Wooden form', 'Plywood'), ('String and pegs', 'Cotton and wood'), ('Spirit level', 'Aluminium'), ('Cookie cutter', 'Tin'),
('Sieve', 'Steel'), ('Seashell', 'Shell'), ('Feather', 'Feather'), ('Paper flag', 'Paper');
