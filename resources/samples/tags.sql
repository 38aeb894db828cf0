-- Posts and images, both tagged through one table: taggable says which of the two taggableId refers to, so no foreign key
-- can be declared. The table is made as Sequelize makes it for a polymorphic relation.
-- Posts, images and their authors are invented.

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    published DATE NOT NULL
);

CREATE TABLE images (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    file TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE Itemtag (
    tagId INTEGER NOT NULL,
    taggableId INTEGER NOT NULL,
    taggable TEXT NOT NULL,
    UNIQUE (tagId, taggableId, taggable)
);

CREATE INDEX Itemtag_taggable ON Itemtag (taggable, taggableId);

INSERT INTO posts (title, author, published)
SELECT value, json_extract('["Mirela Ionescu","Bo Hansen","Thandiwe Mokoena","Søren Holm","Ana Luísa Prado","Kenji Mori"]',
                           '$[' || (key * 5 % 6) || ']'),
       date('2024-01-08', '+' || (key * 9) || ' days')
FROM json_each('[
    "Over the Grimsel pass by bicycle","Winter in Lofoten by train and boat","Three days on the Via Dinarica","A sourdough that forgives",
    "How to sharpen a kitchen knife","Growing tomatoes on a balcony","What the bees do in March","A garden that needs no watering",
    "Repairing a bicycle chain on the road","The night train to Stockholm","Rain gear that kept us dry","Camping with small children",
    "Bread from last year''s grain","The market in Palermo before dawn","Street food in Penang","Pickling what the garden gives",
    "Drawing birds from a window","A winter of wild birds","The lighthouse keeper''s garden","Boats of the Wadden Sea",
    "Sailing to Bornholm on a borrowed boat","Learning to sail at fifty","Photographing stars without a tracker","Why old lenses are fun",
    "Developing film in the kitchen","Portraits in window light","The mountain hut that serves cake","Snowshoes or skis?",
    "First ski tour of the winter","A hike along the Rota Vicentina","Lisbon by tram","Vienna by bicycle","Paris in the rain",
    "Kyoto before the crowds","Autumn colours in Nikkō","Tea fields of Uji","How to brew green tea","Coffee from the roaster next door",
    "Reading on night trains","Ten books about the sea","A library in a phone box","Books that made us travel","Children''s books for rainy days",
    "Building a kite that flies","Wooden toys from scraps","A workbench for a small flat","Mending a wool jumper","Knitting on the train",
    "Natural dyes from the garden","A quilt in forty evenings","Music for long drives","The village brass band","Learning the accordion",
    "Dancing tango in Helsinki","A festival on an island","Swimming in cold water","A sauna on a raft","The beach in November",
    "Wild swimming in the Lake District","Tide pools with children","Foraging for mushrooms","Mushrooms we left alone","Soup for a cold day",
    "Cooking over a camp fire","A kitchen on a bicycle","Apples, and what to do with them","An orchard in the city","The last steam train of the valley",
    "Model trains in the attic","A map drawn by hand","Old maps of Transylvania","Finding north without a compass","A week without a car",
    "Moving house by cargo bicycle","Running before breakfast","The marathon that I walked","Football on a mountain meadow","Yoga for cyclists",
    "Sleeping under the stars","The comet of the year","Clouds and what they mean","Storm on the coast","Fog in Lisbon","Light at sixty-nine degrees north"]');

INSERT INTO images (title, file, width, height)
SELECT value, printf('IMG_%04d.jpg', 1208 + key * 17), iif(key % 3 = 1, 3000, 4500), iif(key % 3 = 1, 4500, 3000)
FROM json_each('[
    "Bicycle at the Grimsel pass","Fishing huts in Lofoten","Night train at dawn","Sourdough after the oven","Knife on a whetstone",
    "Tomatoes on the balcony","Bees on lavender","Garden in June","Market in Palermo","Noodle stall in Penang","Robin on a branch",
    "Herons in the fog","Lighthouse in a storm","Flat boats on the Wadden Sea","Sail against the sun","Stars over the tent",
    "Milky Way and mountain hut","Portrait by the window","Cake at the mountain hut","Ski tracks at noon","Cliffs of the Rota Vicentina",
    "Tram 28 in Lisbon","Umbrellas in Paris","Cyclists in Vienna","Maple in Nikkō","Tea fields in rows","Green tea in a bowl","Espresso",
    "Library in a phone box","Children reading on the beach","Red kite in the sky","Wooden toy train","Wool in five colours",
    "Quilt on the line","Brass band on the square","Accordion on a stage","Tango in the park","Swimmers in winter","Sauna on a raft",
    "Beach in November","Tide pool with starfish","Chanterelles in a basket","Fly agaric","Pumpkin soup","Camp fire by the lake",
    "Apple harvest","Blossom in the orchard","Steam train on a viaduct","Map of Transylvania","Compass and map","Cargo bicycle with sofa",
    "Runner at sunrise","Marathon at kilometre forty","Football on the meadow","Comet over the chimney","Storm clouds","Fog over the Tejo",
    "Midnight sun","Cat in the garden","Dog on the boat","Snow on the tracks","Rain on the window"]');

INSERT INTO tags (name)
SELECT value FROM json_each('["travel","bicycle","train","mountains","sea","boats","winter","rain","garden","food","baking","coffee and tea",
    "birds","photography","portrait","night sky","books","children","crafts","wool","music","swimming","forest","maps","running","sport",
    "weather","city","camping","animals","light","unsorted"]');

-- What a title says is what it is tagged with.
WITH
    word (tag, pattern) AS (VALUES
        ('travel', '% in %'), ('travel', '%travel%'), ('travel', '%hike%'), ('travel', '% by %'), ('bicycle', '%cycl%'), ('train', '%train%'),
        ('train', '%tram%'), ('mountains', '%mountain%'), ('mountains', '%pass%'), ('mountains', '%ski%'), ('mountains', '%dinarica%'),
        ('sea', '%sea%'), ('sea', '%beach%'), ('sea', '%tide%'), ('sea', '%coast%'), ('sea', '%cliffs%'), ('sea', '%lighthouse%'),
        ('sea', '%island%'), ('boats', '%boat%'), ('boats', '%sail%'), ('boats', '%raft%'), ('winter', '%winter%'), ('winter', '%snow%'),
        ('winter', '%ski %'), ('winter', '%cold%'), ('rain', '%rain %'), ('rain', '%rain'), ('rain', '%rainy%'), ('rain', '%umbrella%'),
        ('garden', '%garden%'), ('garden', '%orchard%'), ('garden', '%tomato%'), ('garden', '%apple%'), ('food', '%food%'), ('food', '%soup%'),
        ('food', '%cook%'), ('food', '%kitchen%'), ('food', '%market%'), ('food', '%noodle%'), ('food', '%tomato%'), ('food', '%apple%'),
        ('food', '%cake%'), ('food', '%chanterelle%'), ('food', '%mushroom%'), ('food', '%pickling%'), ('baking', '%bread%'),
        ('baking', '%sourdough%'), ('baking', '%cake%'), ('coffee and tea', '%coffee%'), ('coffee and tea', '%espresso%'),
        ('coffee and tea', '%tea %'), ('coffee and tea', '% tea'), ('birds', '%bird%'), ('birds', '%robin%'), ('birds', '%heron%'),
        ('animals', '%bird%'), ('animals', '%bees%'), ('animals', '%cat %'), ('animals', '%dog %'), ('animals', '%starfish%'),
        ('animals', '%robin%'), ('animals', '%heron%'), ('photography', '%photograph%'), ('photography', '%lens%'), ('photography', '%film%'),
        ('photography', '%portrait%'), ('portrait', '%portrait%'), ('night sky', '%star%'), ('night sky', '%comet%'), ('night sky', '%milky%'),
        ('books', '%book%'), ('books', '%library%'), ('books', '%reading%'), ('children', '%child%'), ('children', '%toy%'),
        ('children', '%kite%'), ('crafts', '%toy%'), ('crafts', '%kite%'), ('crafts', '%workbench%'), ('crafts', '%quilt%'),
        ('crafts', '%mending%'), ('crafts', '%knit%'), ('crafts', '%knife%'), ('crafts', '%dyes%'), ('crafts', '%model%'), ('wool', '%wool%'),
        ('wool', '%knit%'), ('music', '%music%'), ('music', '%band%'), ('music', '%accordion%'), ('music', '%tango%'), ('music', '%festival%'),
        ('swimming', '%swim%'), ('swimming', '%sauna%'), ('forest', '%mushroom%'), ('forest', '%chanterelle%'), ('forest', '%agaric%'),
        ('maps', '%map %'), ('maps', '%map'), ('maps', '%maps %'), ('maps', '%compass%'), ('running', '%runn%'), ('running', '%marathon%'),
        ('sport', '%runn%'), ('sport', '%marathon%'), ('sport', '%football%'), ('sport', '%yoga%'), ('sport', '%swim%'),
        ('weather', '%storm%'), ('weather', '%cloud%'), ('weather', '%fog%'), ('weather', '%rain %'), ('city', '%lisbon%'),
        ('city', '%vienna%'), ('city', '%paris%'), ('city', '%palermo%'), ('city', '%penang%'), ('city', '%stockholm%'), ('city', '%kyoto%'),
        ('city', '%helsinki%'), ('camping', '%camp%'), ('camping', '%tent%'), ('camping', '%sleeping under%'), ('light', '%light'),
        ('light', '% sun%'), ('light', 'light %'), ('light', '%dawn%'), ('light', '%window%')),
    item (taggable, id, title) AS (
        SELECT 'post', id, title FROM posts UNION ALL SELECT 'image', id, title FROM images)
INSERT INTO Itemtag (tagId, taggableId, taggable)
SELECT DISTINCT tags.id, item.id, item.taggable
FROM word JOIN tags ON tags.name = word.tag JOIN item ON item.title LIKE word.pattern
ORDER BY item.taggable DESC, item.id, tags.id;
