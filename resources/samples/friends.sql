-- Users and their friends: both sides are the same table, and a friendship is one row, whoever of the two stands first in it.
-- Everybody here is invented.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    joined DATE NOT NULL
);

CREATE TABLE friendships (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    friend_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, friend_id),
    CHECK (user_id <> friend_id)
);

CREATE INDEX friendships_friend ON friendships (friend_id);

INSERT INTO users (name, city, joined)
WITH place (n, city, list) AS (VALUES
    (0, 'Lyon', '["Apolline Garnier","Bastien Rousset","Clémence Faure","Désiré Kouassi","Éloïse Tissot","Fabrice Mounier","Gwenaëlle Huet","Hakim Zerrouki","Iris Monnet","Jérôme Pelletier","Leïla Saïdi","Maxence Giraud","Nolwenn Briand","Océane Chapuis"]'),
    (1, 'Gdańsk', '["Agnieszka Lewandowska","Bartłomiej Szulc","Celina Kaszuba","Dawid Jankowski","Emilia Żurek","Filip Gajda","Grażyna Borowska","Hubert Cieślak","Ilona Stępień","Jarosław Małek","Kinga Formela","Łukasz Ptak","Michalina Wrona","Norbert Śliwa"]'),
    (2, 'Porto', '["Afonso Guimarães","Benedita Sá","Catarina Brandão","Diogo Magalhães","Estêvão Cunha","Francisca Leão","Gaspar Antunes","Helena Simões","Isaura Conceição","Júlio Fragoso","Lídia Neves","Martim Queirós","Noémia Paixão","Óscar Trindade"]'),
    (3, 'Nairobi', '["Achieng Odhiambo","Barasa Wafula","Cherono Kiprop","Dennis Mutua","Esther Wairimu","Faith Akinyi","Gitonga Mwangi","Halima Abdi","Irungu Kariuki","Joyce Nekesa","Kiprono Rotich","Lilian Moraa","Muthoni Njoroge","Nyambura Kimani"]'),
    (4, 'Oslo', '["Astrid Bjerke","Bjørnar Sætre","Camilla Ødegård","Dag Håkonsen","Eirik Løvås","Frøydis Nygård","Gaute Bråten","Hedda Sjøvik","Ingvild Åsen","Jørgen Myhre","Kari Østlund","Leif Tangen","Maren Grønli","Nils Fjære"]'),
    (5, 'Taipei', '["Ai-Ling Wu","Bo-Han Lin","Chia-Hao Chang","Da-Wei Liu","En-Tzu Huang","Fang-Yi Tsai","Guan-Ting Hsu","Hsin-Yi Lai","I-Chun Yang","Jia-Rong Kuo","Kai-Wen Chiu","Li-Hua Su","Ming-Che Hung","Nai-Wen Yeh"]'),
    (6, 'Montevideo', '["Agustina Méndez","Braulio Cáceres","Camila Etcheverry","Damián Olivera","Eugenia Píriz","Facundo Núñez","Graciela Bentancur","Hernán Larrosa","Ismael Techera","Juana Rebollo","Lucía Giménez","Matías Curbelo","Noelia Sosa","Osvaldo Ferreiro"]'),
    (7, 'Dublin', '["Aisling Keane","Brendan Ó Súilleabháin","Caoimhe Nolan","Declan Foley","Éabha Tierney","Fiachra Lynch","Gráinne Hogan","Hugh McGrath","Iseult Boyle","Joseph Adeleke","Kathleen Roche","Lorcan Daly","Muireann Quinn","Niall Cassidy"]'),
    (8, 'Kraków', '["Anastazja Kurek","Błażej Wolak","Cecylia Mazur","Dobrosława Kubiak","Ernest Sowa","Felicja Rogala","Gustaw Bąk","Honorata Gil","Igor Łaski","Jagoda Kępa"]'),
    (9, 'Chennai', '["Aishwarya Raman","Bharath Selvam","Chitra Venkatesan","Dinesh Murugan","Eshwari Natarajan","Farhan Basheer","Gayathri Iyengar","Harini Subramaniam","Ilango Pandian","Janani Krishnan"]'))
SELECT value, city, date('2023-03-01', '+' || ((n * 97 + key * 61) % 1000) || ' days')
FROM place JOIN json_each(place.list)
ORDER BY key, n;

-- People know many in their own city and some elsewhere; either of the two may have asked.
INSERT INTO friendships (user_id, friend_id)
SELECT iif((a.id + b.id) % 2, a.id, b.id), iif((a.id + b.id) % 2, b.id, a.id)
FROM users AS a JOIN users AS b ON a.id < b.id
WHERE (a.id * 37 + b.id * 91 + a.id * b.id) % 29 < iif(a.city = b.city, 11, 1)
ORDER BY a.id, b.id;
