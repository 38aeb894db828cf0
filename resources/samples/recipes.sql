-- Recipes and what goes into them: amount and unit are said by the link.
-- The dishes are known all over the world, the amounts are our own.

CREATE TABLE recipes (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    cuisine TEXT NOT NULL,
    servings INTEGER NOT NULL,
    minutes INTEGER NOT NULL
);

CREATE TABLE ingredients (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL
);

CREATE TABLE recipe_ingredients (
    recipe_id INTEGER NOT NULL REFERENCES recipes (id) ON DELETE CASCADE,
    ingredient_id INTEGER NOT NULL REFERENCES ingredients (id),
    amount REAL NOT NULL CHECK (amount > 0),
    unit TEXT NOT NULL CHECK (unit IN ('g', 'ml', 'tsp', 'tbsp', 'piece', 'clove', 'slice', 'bunch', 'pinch')),
    PRIMARY KEY (recipe_id, ingredient_id)
);

CREATE INDEX recipe_ingredients_ingredient ON recipe_ingredients (ingredient_id);

INSERT INTO ingredients (name, kind)
SELECT name.value, kind.key
FROM json_each('{
    "vegetable": ["Onion","Red onion","Spring onion","Garlic","Tomato","Potato","Carrot","Celery","Aubergine","Courgette","Red pepper","Green pepper","Chilli","Cucumber","White cabbage","Spinach","Leek","Beetroot","Mushroom","Ginger","Pak choi","Green beans","Pumpkin"],
    "fruit": ["Lemon","Lime","Apple","Avocado","Olive","Raisin","Coconut milk","Plantain"],
    "herb": ["Parsley","Coriander","Basil","Thyme","Bay leaf","Mint","Dill","Rosemary","Oregano","Lemongrass"],
    "spice": ["Salt","Black pepper","Cumin","Paprika","Turmeric","Cinnamon","Saffron","Nutmeg","Cardamom","Cayenne","Star anise","Vanilla pod"],
    "meat": ["Beef","Pork belly","Chicken","Lamb","Bacon","Chorizo","Minced beef"],
    "fish": ["Cod","Salmon","Prawn","Mussel","Squid","Tuna"],
    "dairy": ["Butter","Milk","Cream","Crème fraîche","Parmesan","Feta","Gruyère","Mozzarella","Yoghurt","Mascarpone","Paneer"],
    "grain": ["Wheat flour","Spaghetti","Lasagne sheets","Basmati rice","Arborio rice","Bomba rice","Bulgur","Bread","Ladyfingers","Rice noodles","Ramen noodles","Filo pastry","Oats","Cornflour"],
    "pulse": ["Chickpea","Red lentil","Black bean","Kidney bean","Tofu","Peanut"],
    "larder": ["Egg","Sugar","Olive oil","Sunflower oil","Sesame oil","Soy sauce","Fish sauce","Miso","Red wine","White wine","Beef stock","Vegetable stock","Tomato purée","Tahini","Honey","Yeast","Mustard","Vinegar","Coffee","Dark chocolate","Almond","Walnut","Capers","Anchovy","Gochujang","Kimchi"]}') AS kind,
    json_each(kind.value) AS name;

INSERT INTO recipes (title, cuisine, servings, minutes) VALUES
('Shakshuka', 'Tunisian', 2, 35), ('Ratatouille', 'French', 4, 70), ('Quiche Lorraine', 'French', 6, 65),
('Bœuf bourguignon', 'French', 6, 200), ('Soupe à l''oignon', 'French', 4, 75), ('Mousse au chocolat', 'French', 4, 30),
('Spaghetti alla carbonara', 'Italian', 4, 25), ('Risotto ai funghi', 'Italian', 4, 40), ('Lasagne', 'Italian', 6, 110),
('Pizza Margherita', 'Italian', 2, 120), ('Tiramisù', 'Italian', 8, 40), ('Minestrone', 'Italian', 6, 60),
('Paella valenciana', 'Spanish', 4, 75), ('Tortilla de patatas', 'Spanish', 4, 45), ('Gazpacho', 'Spanish', 4, 20),
('Caldo verde', 'Portuguese', 4, 45), ('Moussaka', 'Greek', 6, 110), ('Spanakopita', 'Greek', 6, 70),
('Tzatziki', 'Greek', 4, 15), ('Hummus', 'Levantine', 6, 15), ('Tabbouleh', 'Levantine', 4, 30),
('Imam bayıldı', 'Turkish', 4, 80), ('Baklava', 'Turkish', 16, 90), ('Harira', 'Moroccan', 6, 80),
('Dal tadka', 'Indian', 4, 40), ('Palak paneer', 'Indian', 4, 40), ('Murgh makhani', 'Indian', 4, 60),
('Tom kha gai', 'Thai', 4, 35), ('Pad thai', 'Thai', 2, 30), ('Phở bò', 'Vietnamese', 6, 240),
('Shōyu ramen', 'Japanese', 4, 150), ('Miso soup', 'Japanese', 4, 15), ('Kimchi jjigae', 'Korean', 3, 40),
('Guacamole', 'Mexican', 4, 15), ('Frijoles negros', 'Mexican', 6, 90), ('Ceviche', 'Peruvian', 4, 30),
('Moqueca', 'Brazilian', 4, 50), ('Jollof rice', 'Nigerian', 6, 60), ('Barszcz', 'Polish', 6, 90),
('Käsespätzle', 'German', 4, 45), ('Apfelstrudel', 'Austrian', 8, 90), ('Fish pie', 'British', 4, 70),
('Porridge', 'Scottish', 2, 12), ('Moules marinière', 'Belgian', 4, 50), ('Gravad lax', 'Swedish', 8, 20);

-- amount, unit, ingredient
INSERT INTO recipe_ingredients (recipe_id, ingredient_id, amount, unit)
SELECT recipes.id, ingredients.id, json_extract(line.value, '$[0]'), json_extract(line.value, '$[1]')
FROM json_each('{
    "Shakshuka": [[4,"piece","Egg"],[800,"g","Tomato"],[1,"piece","Onion"],[1,"piece","Red pepper"],[3,"clove","Garlic"],[1,"tsp","Cumin"],[2,"tsp","Paprika"],[3,"tbsp","Olive oil"],[0.5,"bunch","Parsley"]],
    "Ratatouille": [[1,"piece","Aubergine"],[2,"piece","Courgette"],[2,"piece","Red pepper"],[600,"g","Tomato"],[2,"piece","Onion"],[4,"clove","Garlic"],[100,"ml","Olive oil"],[4,"piece","Thyme"],[1,"bunch","Basil"]],
    "Quiche Lorraine": [[200,"g","Wheat flour"],[100,"g","Butter"],[3,"piece","Egg"],[250,"ml","Cream"],[180,"g","Bacon"],[80,"g","Gruyère"],[1,"pinch","Nutmeg"]],
    "Bœuf bourguignon": [[1200,"g","Beef"],[150,"g","Bacon"],[750,"ml","Red wine"],[300,"ml","Beef stock"],[3,"piece","Carrot"],[2,"piece","Onion"],[250,"g","Mushroom"],[2,"piece","Bay leaf"],[2,"tbsp","Wheat flour"],[1,"tbsp","Tomato purée"]],
    "Soupe à l''oignon": [[1000,"g","Onion"],[60,"g","Butter"],[1200,"ml","Beef stock"],[150,"ml","White wine"],[8,"slice","Bread"],[150,"g","Gruyère"],[1,"piece","Bay leaf"]],
    "Mousse au chocolat": [[200,"g","Dark chocolate"],[4,"piece","Egg"],[30,"g","Sugar"],[1,"pinch","Salt"]],
    "Spaghetti alla carbonara": [[400,"g","Spaghetti"],[150,"g","Bacon"],[4,"piece","Egg"],[80,"g","Parmesan"],[2,"tsp","Black pepper"]],
    "Risotto ai funghi": [[320,"g","Arborio rice"],[300,"g","Mushroom"],[1,"piece","Onion"],[1000,"ml","Vegetable stock"],[120,"ml","White wine"],[60,"g","Butter"],[70,"g","Parmesan"]],
    "Lasagne": [[12,"piece","Lasagne sheets"],[600,"g","Minced beef"],[700,"g","Tomato"],[1,"piece","Onion"],[1,"piece","Carrot"],[1,"piece","Celery"],[600,"ml","Milk"],[50,"g","Butter"],[50,"g","Wheat flour"],[100,"g","Parmesan"],[1,"pinch","Nutmeg"]],
    "Pizza Margherita": [[320,"g","Wheat flour"],[3,"g","Yeast"],[250,"g","Tomato"],[200,"g","Mozzarella"],[2,"tbsp","Olive oil"],[0.5,"bunch","Basil"],[1,"tsp","Salt"]],
    "Tiramisù": [[500,"g","Mascarpone"],[4,"piece","Egg"],[100,"g","Sugar"],[250,"g","Ladyfingers"],[300,"ml","Coffee"],[20,"g","Dark chocolate"]],
    "Minestrone": [[2,"piece","Carrot"],[2,"piece","Celery"],[1,"piece","Courgette"],[200,"g","White cabbage"],[200,"g","Green beans"],[400,"g","Tomato"],[240,"g","Kidney bean"],[1,"piece","Onion"],[1500,"ml","Vegetable stock"],[50,"g","Parmesan"]],
    "Paella valenciana": [[400,"g","Bomba rice"],[600,"g","Chicken"],[200,"g","Green beans"],[1,"pinch","Saffron"],[1,"tsp","Paprika"],[200,"g","Tomato"],[1,"piece","Rosemary"],[80,"ml","Olive oil"],[1200,"ml","Vegetable stock"]],
    "Tortilla de patatas": [[600,"g","Potato"],[6,"piece","Egg"],[1,"piece","Onion"],[250,"ml","Olive oil"],[1,"tsp","Salt"]],
    "Gazpacho": [[1000,"g","Tomato"],[1,"piece","Cucumber"],[1,"piece","Green pepper"],[1,"clove","Garlic"],[80,"ml","Olive oil"],[2,"tbsp","Vinegar"],[1,"slice","Bread"]],
    "Caldo verde": [[500,"g","Potato"],[300,"g","White cabbage"],[120,"g","Chorizo"],[1,"piece","Onion"],[2,"clove","Garlic"],[3,"tbsp","Olive oil"]],
    "Moussaka": [[3,"piece","Aubergine"],[600,"g","Lamb"],[400,"g","Tomato"],[2,"piece","Onion"],[1,"tsp","Cinnamon"],[500,"ml","Milk"],[60,"g","Butter"],[60,"g","Wheat flour"],[2,"piece","Egg"],[80,"g","Feta"]],
    "Spanakopita": [[800,"g","Spinach"],[300,"g","Feta"],[250,"g","Filo pastry"],[1,"bunch","Dill"],[4,"piece","Spring onion"],[3,"piece","Egg"],[100,"ml","Olive oil"]],
    "Tzatziki": [[500,"g","Yoghurt"],[1,"piece","Cucumber"],[2,"clove","Garlic"],[2,"tbsp","Olive oil"],[0.5,"bunch","Dill"],[1,"tbsp","Lemon"]],
    "Hummus": [[250,"g","Chickpea"],[120,"g","Tahini"],[1,"piece","Lemon"],[1,"clove","Garlic"],[2,"tbsp","Olive oil"],[0.5,"tsp","Cumin"]],
    "Tabbouleh": [[3,"bunch","Parsley"],[1,"bunch","Mint"],[60,"g","Bulgur"],[300,"g","Tomato"],[3,"piece","Spring onion"],[2,"piece","Lemon"],[80,"ml","Olive oil"]],
    "Imam bayıldı": [[4,"piece","Aubergine"],[3,"piece","Onion"],[400,"g","Tomato"],[6,"clove","Garlic"],[120,"ml","Olive oil"],[1,"bunch","Parsley"],[1,"tsp","Sugar"]],
    "Baklava": [[400,"g","Filo pastry"],[350,"g","Walnut"],[200,"g","Butter"],[300,"g","Sugar"],[2,"tbsp","Honey"],[1,"piece","Lemon"]],
    "Harira": [[200,"g","Lamb"],[150,"g","Chickpea"],[100,"g","Red lentil"],[500,"g","Tomato"],[1,"piece","Onion"],[2,"piece","Celery"],[1,"bunch","Coriander"],[1,"tsp","Turmeric"],[1,"tsp","Ginger"]],
    "Dal tadka": [[250,"g","Red lentil"],[1,"tsp","Turmeric"],[2,"tsp","Cumin"],[1,"piece","Onion"],[4,"clove","Garlic"],[200,"g","Tomato"],[1,"piece","Chilli"],[40,"g","Butter"]],
    "Palak paneer": [[600,"g","Spinach"],[250,"g","Paneer"],[1,"piece","Onion"],[3,"clove","Garlic"],[15,"g","Ginger"],[1,"tsp","Cumin"],[60,"ml","Cream"]],
    "Murgh makhani": [[700,"g","Chicken"],[150,"g","Yoghurt"],[500,"g","Tomato"],[80,"g","Butter"],[100,"ml","Cream"],[4,"piece","Cardamom"],[2,"tsp","Paprika"],[20,"g","Ginger"],[4,"clove","Garlic"]],
    "Tom kha gai": [[400,"g","Chicken"],[800,"ml","Coconut milk"],[3,"piece","Lemongrass"],[40,"g","Ginger"],[200,"g","Mushroom"],[3,"tbsp","Fish sauce"],[2,"piece","Lime"],[2,"piece","Chilli"]],
    "Pad thai": [[200,"g","Rice noodles"],[200,"g","Prawn"],[2,"piece","Egg"],[100,"g","Tofu"],[3,"tbsp","Fish sauce"],[40,"g","Peanut"],[1,"piece","Lime"],[3,"piece","Spring onion"],[2,"tbsp","Sugar"]],
    "Phở bò": [[1000,"g","Beef"],[500,"g","Rice noodles"],[3,"piece","Star anise"],[1,"piece","Cinnamon"],[50,"g","Ginger"],[2,"piece","Onion"],[4,"tbsp","Fish sauce"],[1,"bunch","Coriander"],[2,"piece","Lime"]],
    "Shōyu ramen": [[400,"g","Ramen noodles"],[500,"g","Pork belly"],[100,"ml","Soy sauce"],[4,"piece","Egg"],[4,"piece","Spring onion"],[20,"g","Ginger"],[2,"tsp","Sesame oil"],[200,"g","Pak choi"]],
    "Miso soup": [[4,"tbsp","Miso"],[200,"g","Tofu"],[2,"piece","Spring onion"],[1000,"ml","Vegetable stock"]],
    "Kimchi jjigae": [[350,"g","Kimchi"],[250,"g","Pork belly"],[200,"g","Tofu"],[1,"tbsp","Gochujang"],[1,"piece","Onion"],[2,"piece","Spring onion"],[1,"tsp","Sesame oil"]],
    "Guacamole": [[3,"piece","Avocado"],[1,"piece","Lime"],[0.5,"piece","Red onion"],[1,"piece","Tomato"],[0.5,"bunch","Coriander"],[1,"piece","Chilli"]],
    "Frijoles negros": [[500,"g","Black bean"],[1,"piece","Onion"],[1,"piece","Green pepper"],[4,"clove","Garlic"],[2,"tsp","Cumin"],[2,"piece","Bay leaf"],[1,"tsp","Oregano"]],
    "Ceviche": [[600,"g","Cod"],[8,"piece","Lime"],[1,"piece","Red onion"],[1,"piece","Chilli"],[0.5,"bunch","Coriander"],[1,"tsp","Salt"]],
    "Moqueca": [[700,"g","Cod"],[250,"g","Prawn"],[400,"ml","Coconut milk"],[1,"piece","Red pepper"],[1,"piece","Onion"],[300,"g","Tomato"],[1,"bunch","Coriander"],[1,"piece","Lime"]],
    "Jollof rice": [[400,"g","Basmati rice"],[500,"g","Tomato"],[2,"piece","Red pepper"],[2,"piece","Onion"],[2,"tbsp","Tomato purée"],[1,"piece","Chilli"],[2,"piece","Bay leaf"],[1,"tsp","Thyme"],[600,"ml","Vegetable stock"]],
    "Barszcz": [[800,"g","Beetroot"],[1,"piece","Carrot"],[1,"piece","Leek"],[1500,"ml","Beef stock"],[2,"tbsp","Vinegar"],[2,"piece","Bay leaf"],[100,"g","Crème fraîche"]],
    "Käsespätzle": [[400,"g","Wheat flour"],[5,"piece","Egg"],[250,"g","Gruyère"],[3,"piece","Onion"],[50,"g","Butter"],[1,"pinch","Nutmeg"]],
    "Apfelstrudel": [[1000,"g","Apple"],[200,"g","Filo pastry"],[80,"g","Raisin"],[100,"g","Butter"],[80,"g","Sugar"],[2,"tsp","Cinnamon"],[50,"g","Walnut"],[1,"piece","Lemon"]],
    "Fish pie": [[400,"g","Cod"],[200,"g","Salmon"],[150,"g","Prawn"],[900,"g","Potato"],[400,"ml","Milk"],[60,"g","Butter"],[40,"g","Wheat flour"],[1,"piece","Leek"]],
    "Porridge": [[100,"g","Oats"],[300,"ml","Milk"],[1,"pinch","Salt"],[1,"tbsp","Honey"]],
    "Moules marinière": [[1500,"g","Mussel"],[250,"ml","White wine"],[2,"piece","Onion"],[2,"piece","Celery"],[40,"g","Butter"],[1,"bunch","Parsley"],[1,"piece","Bay leaf"]],
    "Gravad lax": [[1000,"g","Salmon"],[60,"g","Salt"],[60,"g","Sugar"],[2,"bunch","Dill"],[2,"tsp","Black pepper"],[3,"tbsp","Mustard"]]}') AS recipe
    JOIN recipes ON recipes.title = recipe.key
    JOIN json_each(recipe.value) AS line
    JOIN ingredients ON ingredients.name = json_extract(line.value, '$[2]');
