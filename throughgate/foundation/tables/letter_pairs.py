"""How often letters beyond ASCII stand beside others, by language; made by ``learn_letters.py``."""

from __future__ import annotations

from typing import Final

# A pair, then one digit: minus the natural logarithm of its share, 0 to 9.
PAIRS: Final[dict[str, str]] = {
    "de": (
        " ä6 ö5 ü5aß5bä5bö4bü4cö7dä7dö5dü5eß5fä7fö6fü5gä6gö4gü5hä5hö3hü4iß4iö8jä7jö6jü5kä6kö4kü5lä6lö5lü4mä6"
        "mé8mö4mü3nä8nö6nü6oß3pä6pö5pü6rß7rä5rö4rü4sä7sö5sü5tä5tö5tü5uß5vö5wä7wö5wü5zö6zü7ß 4ßa6ßb5ßd6ße4ßf7"
        "ßg7ßh6ßi6ßk6ßl5ßm6ßn6ßo8ßp8ßr6ßs6ßt8ßu8ßv7ßw6ßz8ä 6äb7äc6äd5äf6äg6äh6äi8äl7äm7än5är5äs6ät5äu5äv8äß8"
        "é 8öb5öc5öd5öe8öf5ög6öh4öi8ök8öl4öm6ön3öp6ör3ös4öt4öv7öw7öx8öß6üb4üc4üd4üe8üf7üg6üh4ük8ül4üm6ün3üp7"
        "ür4üs5üt4üv8üz8üß7"
    ),
    "fr": (
        " à7 è7 é3 î7 œ8aà8aâ8aç8aé8aë6aî8aï5aô6bâ7bè6bé4bœ7cè7cé5cî8cô6dè6dé5dô8dœ8eï8eû8fè7fé5gâ7gè6gé5gœ8"
        "hâ4hè6hé4hê8hô6hœ8iè3ié5ië5jé7ké8kœ8lâ8lè4lé3lê7lô8lœ8mâ7mè6mé4mê8mô8mû8mü8nâ8nç5nè6né4nê8nî7nô8nœ8"
        "oé7oë5oî6oï7oû7pâ8pè6pé5pê8pô7pü8râ8rç6rè5ré3rê5rî8rô7rû7rœ7sè6sé4sô8tè7té5tê8tô8uç8uè6ué5uë6uî8uï8"
        "vè6vé5vê7vœ8wé8xé8yè6yé7zè7zé5à 7às8âb8âc7âg8âl7ân8âr8ât4âv8ça5ço5èb7èc7èd7èg6èl7èm8èn6èp8èq8èr3ès3"
        "èt8èv5èz6é 3éa5éb6éc4éd5ée4éf7ég4éh6éi8éj6ék8él4ém4én4éo5ép5éq6ér3és5ét4éu8év4éw8éz4êc7êl8êm6ên7êq7"
        "êt5ë 5ëc8ëd8ëg8ël6ëm8ën7ër7ës7ët7ëv8ëx8ëz8î 8îl7îm7în8ît6ï 7ïa8ïc7ïd7ïe8ïg8ïn8ïq8ïs7ït7ô 8ôl8ôm6ôn5"
        "ôp8ôt6ôv8û 8ûl7ûr8ût7ük8ül8ür8œn7œr8œt8œu6"
    ),
    "es": (
        " á5 é7 í7 ó6 ú8aé7aí6añ3aó8aú6bá5bé5bí6bó6bú7cá5cé6cí5có5cú6dá6dé6dí5dó5dú6eá7eñ4eó6fá8fé7fí6gá6gé7"
        "gí6gó5gú7gü5há7hé7hí7hó6hú7iá5ié5iñ4ió5já7jé7jó5jú6ká8ké8lá4lé5lí5ló5lú6má5mé5mí6mó6mú7ná5né5ní5nó6"
        "nú6oá7oé8oñ5pá5pé6pí7pó8pú7rá5ré5rí3ró4rú6sá6sé6sí6só7sú7tá5té6tí4tó5tú7uá6ué5uí5uñ4vá6vé6ví5xí7xú7"
        "yá7yé7yó6zá5zó6zú7á 5áb6ác6ád6áf7ág6ái6áj7ál5ám8án3áp7áq8ár4ás5át7áu7áv6áz6áñ5é 5éb6éc7éd7ég8éi7éj6"
        "él5ém7én5ép8ér5és4ét6év6í 4ía4íb8íc6íd8íg6íj6íl7ím8ín3ío4ír6ís6ít7ív7íz6íñ7ña3ñe4ñi5ño4ñu6ñá7ñé7ñó6"
        "ó 4ób6ód7ój7ól6óm6ón3óp7ór5ós5ót7óv6óñ7ú 6úa6úb7úc6úd6új7úl6ún5úq7úr6ús6úy8úz7úñ6üe6üi8üé7"
    ),
    "pt": (
        " á5 é5 í6aç4aí6aú6bá6bã6bé7bó7cá5câ6cã5cé7cê7có6dá6dã5dê5dô6eã7eç6eú7fá6fâ7fã6fé7gá7gã6gé5gó6hã4hé6"
        "hó6hõ7iá6iã4iç5ió7iú7jã6jó7lá5lâ6lã6lé6lê6lí6lô7lõ7lú6má5mã5mé5mê5mó7mõ6ná6nã7nç4né5nê4ní6nó7oã5pá6"
        "pã7pê7pó6pú6rá5râ7rã4rç6ré5rí5ró5rõ6rú7sá6sã3sé5sí7só7tá5tâ6tã4té6tê6tí7tó4tô5tú6uá7uç6uê5uí5vá6vã5"
        "vé7vê7ví6zâ7á 5áb5ác7áf7ág5ál6áp7ár4ás5át5áu6áv6áz6âm6ân4ã 4ãe4ão2ça4ço5çã4çõ7é 4éc7ég6él6ém5ér4és5"
        "év5ên6êr7ês3êv6íb6íc5íd7íg7íl7ín5íp7ís5ít6ó 5ób6óg7ói6ón5ór5ós5ót7óv5ô 7ôm7ôn5õe4úb6úc6új6úl6ún6ús6"
    ),
    "it": (
        "cà5cò5dà6dè5dì4dò4hé5ià5iè4iù6là4lè5lì4lò3lù4mà5mè6mé5nà5nè4nì6nò4oè4pè5rà4rè4rì6rò4rù6sà5sè5sì6sò6"
        "tà3tì6tù4uà5uè5và5vì4vò5zè5zù6à 2è 2é 4ém6ì 3ò 2ù 3"
    ),
    "is": (
        " á5 æ6 í5 ó5 ú5 ý6 þ4aí4að6aó6bæ7bí5bó6bú5dí5dó4dú6eó7eú7fá6fæ7fí6fð7fö6fú7fþ6gí5gó5gú6há6hí6hó6hö6"
        "ið5já5jí6jó5jö5jú5kí5kó5kú5ký7lá5læ7lí5ló6lú5lý7má5mí5mó6mö6mú6ná7ní4nó6nú5ný7pá7pí6pó6pú6ræ6ré7rí3"
        "rð4ró5rö7rú4sá7sæ6sí4só5sú5sý7tá7té7tí4tó5tú5uð4væ6ví4vó7xí7yð6zá7á 6áe7ág6ák6ál5án5ár6ás5áí7áþ7æ 7"
        "æg6æm6æn6ær6æð6ék7í 3ía4íb5íd6íe6íg6ík4íl5ím6ín4íp6ír5ís3ít5íu6ív6íð6ð 5ða5ðb7ðe7ðh7ði5ðl6ðm6ðr6ðs6"
        "ðu4ðv6ó 4óa6ób7ód7óg7óh7ók6ól4óm5ón5óp6ór4ós5ót4óv5óð7óþ7öf6öl6ön6ör5ös7ú 5úa5úb6úd6úe7úg6új7úk5úl5"
        "úm6ún5úp6úr4ús5út6úv6úx7úí7úð7ým6ýn7ýr6ýs6ýð7þe7þj7þo6þr7þu6þó5þý6"
    ),
    "nordic": (
        " ä6 å4 æ8 ö4 ø5 ü7aå8bä6bå6bæ6bö8bø5bü7då7dö6dø6eä8eå6eø7fä6fæ7fö6fø7gä6gå5gæ7gö6gø7hä4hå6hé6hö5hø5"
        "iä7iö6jä4jæ6jö4jø5kä5kå5kæ7kö5kø5lä4lå5læ7lé8lö4lø5mä4må5mæ7mé6mö5mø6nä4nå6næ6nö5nø5pä5på6pæ8pé8pü8"
        "rä5rå4ræ6ré6rö4rø4rü7sä5så5sæ6sö5sø4tä5tå6tö5tø6uö8uø8vä4vå5væ7vö8yä8zü7ä 4äc6äd8äe8äf7äg7äh6äi5äj6"
        "äk4äl4äm5än4äp7är3äs4ät5äv5ää6å 5åa8åb5åd6åg5åh7åk4ål4åm6ån5år4ås4åt6åv8æb7æg8æi7æk5æl7æn7ær5æs6æt7"
        "æv7é 5éa7él7ém7ér7éu7ö 4öa5öb5öc8öd5öf8ög5öi8öj8ök7öl5öm5ön5öp5ör4ös4öt6öv5öy6öö7ø 5øb5ød5øe5øf8øg6"
        "øh8øi8øj6øk7øl5øm7øn5øp8ør4øs5øv6øy5ük8üm7ür6üs7"
    ),
    "tr": (
        " ç3 ö5 ü6 İ4 ş5aç5aö7ağ4aş4bç9bö7bü5bı8cü6cı4dö7dü5dı5eç6eö8eü9eğ6eş5fç9fı8gö4gü4gı7hç6hü6hİ8hı6hş7"
        "iç6iğ6iş5kâ8kç4kö4kü6kı4kş7lâ8lç6lö7lü5lı3lş8mç8mö9mü6mı6mş7nç6nö7nü6nı6nş7oç6oğ4oş7pç7pü8pı5rç7rö7"
        "rü6rı4rş6sç8sö6sü6sı5tç6tö9tü6tı5uç6uğ6uş6vş7yç9yö8yü5yı5yş7zç8zö8zü6zı5âh9âl8âm9ç 5ça4çb8çe4çh9çi5"
        "çk7çl6çm8ço6çp9çt8çu6çy8çç7çö7çü7çı5öb9öd9ök5öl5öm6ön6öp6ör5ös7öv8öy4öz5öç8öğ7öş8ü 5üb7üc6üd7ük5ül5"
        "üm6ün5üp7ür5üs6üt6üv7üy6üz5üç6üğ8üş6ğ 5ğa5ğb7ğc7ğd6ğe7ği6ğk8ğl5ğm7ğo9ğr6ğu5ğy9ğz7ğç8ğü7ğı5İb7İd9İh7"
        "İk7İl7İm7İn6İp7İr7İs6İt9İz7İç8İğ8İş9ı 3ıa7ıb6ıc6ıd6ıf9ıg8ıh7ık4ıl4ım6ın4ıo6ıp7ır4ıs6ıt7ıu7ıv7ıy6ız5"
        "ıç6ığ7ış6ş 4şa4şb8şd7şe4şg8şh8şi5şk6şl5şm6şo7şp7şr8şs9şt7şu6şy7şç7şö8şü8şı5"
    ),
    "pl": (
        " ć7 ł4 ś4 ź7 ż4ać7ał4ań4aś6aź7aż6bó5bą7bę7bł5có6cł6dó6dą5dę6dł5dź6dż5eł5eń5eś5eź6eż6fó7gó4gą7gę7gł5"
        "hó5hł8ió6ią5ię5ił5iń5iś6iż7jó6ją7ję6jś8kó4ką7kę6kł6ló6lą5lę6lż7mó6mą7mę7mł6mż7nó4oł4oń5oś5oź6oż6pó6"
        "pę8pł6ró4rą6rę5rł7rż7só7są7sę6sł4tó5tą8tę7tł8uł6uń6uś7uź7uż6wó5wą6wę6wł5ył7yń6yś6yż6zó4zą6zę5zł5ób6"
        "ód5óg8ój5ól6ór4ós8ót8ów2óz6ół6óś8óź8óż6ą 6ąb5ąc6ąd6ąg7ąk6ąp7ąs5ąt6ąz8ąś8ąż6ć 7ćk8ćm8ćw7ę 7ęb5ęc5ęd5"
        "ęg6ęk6ęp6ęs7ęt5ęz7ęż6ł 6ła3łb7łc6łd6łe6łg6łk5łm6łn6ło3łp8łt6łu4ły5łó5łą6łę5łł7łż8ń 4ńc6ńk8ńs4ś 6śc5"
        "śl5śm8śn5śr6śt7św5ść7śń8ź 6źd7źl8źm7źn5źr7źw6ż 6ża4żb7żd8że5żi7żk7żm7żn6żo6żp8żu6ży5żó6"
    ),
    "cs": (
        " á8 ú5 č4 ň8 ř5 š4 ž5ač6aň6ař6aš5až7bá6bí6bý7bč7bě6bř5bš6cí6dá7dé8dí7dý7dč8dě5dř6dš6dů7dž6eč5eň6eř6"
        "eš5ež6gá8gš7há6hý7hř6hš7ič5iř6iš5iž7já7jí6jš5ká4ké5ký5kř6kš6lá5lé6lí5lý7lč6lš5lů8lž7má6mé7mí7mý8mč6"
        "mě5mš6ná4né5ní4ný5nč7ně5nš5nů8nž7oč6oň7oř5oš5ož6pá6pí6př5pš7rá4ré6rí7rý6rč7rš5rů6rž7sá6sí7tá5té8tí5"
        "tý6tč8tě5tř5tš5uá8uč6uň7uš5už6vá4vé6ví6vý6vč6vě5vř7vš6yč8yš6zá6zí7zš7á 3áb7ác6ád6áh7áj6ák5ál5ám7án5"
        "áp7ár6ás6át6áv7áz6áč7ář7áš6áž6é 4ém7én7és8ét7í 3íb7íc7íh7íj7ík5íl6ím7ín4íp7ír7ís6ít6ív7íč6íř7íš6íž6"
        "ón7úd8új6ún7ús7út7ý 4ýc7ýd7ýn6ýs7ýš7č 5ča5če4či5čk5čn6čo6čs8čt6ču7čv7čá8čí5ďa8ďá7ě 5ěb7ěc6ěd7ěh8ěj6"
        "ěk6ěl6ěm6ěn6ěp6ěr6ěs6ět6ěv7ěč7ěř6ěš6ěž7ň 5ňa6ňo6ř 6řa6ře4ři4řk8řm7řo6řá7ří4š 5ša6še5ši5šk6šl7šn6šo5"
        "šp7šs7št3šu6šv7šá7ší6šň8šť6ť 6ťa7ťá8ůk8ůl8ův6ůž7ž 6ža5žd7že5ži5žk7žl7žn6žo6žá7ží7žď7žš7"
    ),
    "sk": (
        " á7 í7 ú6 č4 ď6 ľ5 ň7 š4 ž5ač5aď7aľ7aň6aš5až7bá5bí7bč6cí7cú7dá6dí6dó7dč5dľ7dž5eá7eč6eľ5eň6eš5ež6fá7"
        "fí7gá7gó7gč6há6hé7hč6ió7ič5iň7iš5iž7já6jú7jč4ká4ké4kó7kú6ký5kč6kľ7kš7lá5lé7lí6lú7lč5lš7lž7má5mé6mí6"
        "mú7mč5mš7ná4né5ní5nó7ný5nč4nš7nž7oč6oľ6oň7oš5oť7ož7pá6pé7pí7pč6pľ7rá4ré6rí5ró6rú7rý7rč4rň7rš7rž7sá7"
        "sú7sý7sť7tá5té6tí6tó6tô7tú6tý6tč5uá6uč6uľ7uš5už5vá4vä6vé5ví7vý6vč7vň7wč7yč7yň7yš7zá5zí7zš6á 3áb6ác7"
        "ád6áh6áj7ák5ál5ám6án4áp7ár5ás7át5áv7áz7áč6áľ6áš6áž6ät6é 4éd7ém7én6ér7és7éz6éč7í 6íb7íc7íj7ík5íl7ín4"
        "ír6íz7íč7íň7íž7ób7ón5óp7ór7ót6ôň7úb7úc7úl7ún6úr7ús7út7úz6úč7úľ7úš7ý 4ýc6ýr7č 6ča4čc7če5či2čk6čn6čo5"
        "čt5ču7čá6čí6ďa7ďu6ľ 7ľa5ľk5ľn7ľo6ľs7ľu5ľč7ň 6ňa5ňo6š 5ša5še6ši5šk6šn6šo5šp6šs6št4šu7šv7šň7šť7ť 6ťa7"
        "ťo7ž 6ža5žd7že6ži5žl7žn6žo6žs7žu7ží7žš7"
    ),
    "sl": (
        " č4 š3 ž4ač5aš4až4bš6dš5dž5eč5eš4ež6fš7gš6ič4iš4iž5jč7jš3kš7lč7lš5lž7mč7mš5mž6nč6nš3nž6oč4oš4ož5pš7"
        "rč6rš4rž6tš5uč6uš5už5vč7vš5č 4ča5če4či2čj6čn5čo6čr5ču6š 5ša5še4ši5šk4šm5šn6šo6šp5št5šu6šv6šč2ž 4ža4"
        "že4ži4žj7žl7žn5žo7žu6"
    ),
    "hr": (
        " ć6 č3 đ5 š4 ž4ać6ač3ađ6aš4až5dž4eć6eč4eđ7eš4ež5ić2ič4iđ7iš3iž5jš6kš7lš7lž7mč7nč5nđ6nš6oć7oč5oš4ož5"
        "pč7rč5rđ5rš5rž6uć6uč5uš4už4vč6ć 3ća5će4ći5ćn7ćo7ću6č 5ča4če4či4čj7čk3čn5čo5čr7ču6čv7đa5đe5đi7đo6đu5"
        "š 4ša4še4ši4šj7šk4šm7šn5šo6šp6šr7št4šu5šv6šć5šč7ž 6ža4žb7žd6že5ži4žm7žn5žo6žr7žu5"
    ),
    "hu": (
        " á5 é5 í8 ó5 ö6 ú5 ü7 ő6aó7aö8aú6bá5bé5bí7bó5bö7bü7bő7dá5dé6dí8dó6dö6dú6dő6dű6eá7fá8fé8fö6fü5fő8fű7"
        "gá5gé6gó6gö6gú8há4hé5hó6iá7ió5já5jó5jú7ká5ké5kí7kó5kö5kú6kü7kő6lá4lé6lí7ló5lö6lő5má4mé5mí7mó7mö7mü8"
        "mő7ná5né5nó7nő6pá5pé5pó7pö7pü7rá4ré5rí6ró5rö5rú7rü5rő7sá4sé5sí7só5sö7sú7sü6ső5tá5té5tó5tö5tú6tü7tő6"
        "uá7vá4vé5ví7vó8vö7yá5yé7yí5yó7yö5yú7yő5zá4zé5zí7zó6zö6zú7zü7ző5zű7á 7áb5ác5ád4ág4áh6áj6ák5ál4ám6án3"
        "áp5ár3ás4át4áv7áz4é 7éb6éc6éd6ég6éh8ék5él5ém6én5ép6ér4és5ét5év6éz5í 8íb8íg8ík7íl7ín6ír5ít8ív8íz7ó 4"
        "óa7ób7óc6ód6óe8óf6óg7óh8ói7ók6ól7óm7ón6óp6ór7ós5ót5óv7óz6óö8óú8öb7öc8öd7öe8ög6ök5öl5öm6ön6öp6ör4ös5"
        "öt7öv8öz7ú 8úb8úc8úd8úh8új5úl7ún7úr6ús7út6úz8üc7üg8ük6ül5üm8ür6üs7üt8üz7ő 4őb7őc7őd7őf7ők6ől6őn7őr5"
        "ős6őt7őv7őz7űc7űl7űs7űz7"
    ),
    "ro": (
        " î8 ş4 ţ5aş4aţ6bâ5bă4câ5că4cş6dâ6dă5eş2eţ5fâ6fă6gâ6gă5hâ7hă5iş4iţ4kâ9lâ7lă4lş8lţ6mâ5mă4mş8mţ8nă4nţ5"
        "oş4oţ6pâ6pî8pă5pş7râ5ră4rş6rţ6sâ5să4tâ5tî9tă4uă7uş4uţ5vâ6vî8vă5zâ9ză5âc7âd9âi8âl6âm5ân4âp9âr4âs7ât9"
        "âu7âz9âş8âţ9îl8în8îr8ă 4ăb6ăc4ăd5ăe6ăg5ăh8ăi5ăj7ăl4ăm6ăn4ăo7ăp6ăr4ăs5ăt4ău4ăv6ăz6ăş5ăţ5ş 4şa4şc5şd7"
        "şe4şf9şi4şk8şl8şm7şn6şo4şp9şt2şu4şă7ţ 5ţa4ţc7ţe5ţi4ţk8ţo7ţu5ţâ8ţă6"
    ),
}
