"""Who says what: texts of our own, and the stretches that somebody says in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from names_sample import sample_names

from kg.extract.patterns.analysis import language
from kg.extract.patterns.analysis.text import plain
from kg.extract.patterns.names.mentions import find_mentions
from kg.extract.patterns.saying.speech import Speech, find_speech, speech_at

NAMES = sample_names()
#: An interview: who it is with is told before; a paragraph asks, the next one answers.
TALK = """Jane Doe took over at Acme in May. She reports to Li Jun. Doe came from HOPS.

How long does a buyer wait?

"Two weeks, down from five. In May I want one."

Owners grumble about the beer.

"We brew enough."

On rivals she is curt. The thirst will not end, she believes."""
#: A text, words of it, and who says them: an entity, "(words)" for unnamed sources, "" for the article itself.
TEXTS = [
    # "he" is the last man, whoever he is: a spokesman, one without a name, one whose name is not known
    (
        "Li Jun left. An Acme spokesman said the cask burst. The cellar is dry. Beer will flow, he added.",
        "will flow",
        "acme",
    ),
    ("Jane Doe runs Acme. A buyer complained of warm beer. The foam is thin, he said.", "foam is thin", "(A buyer)"),
    ("Jane Doe is ill, a source said. The foam is thin, she said.", "foam is thin", "jane-doe"),
    # whose "a spokesman" is, who tells the figures of others, and who is "the bank"
    ("Acme is big. Acme wants the hall. Bock will not sell. The beer is old, a spokesman said.", "beer is old", "bock"),
    ("Tally Bank counts 300 casks. Acme has 200 of them, it says.", "has 200", "tally-bank"),
    ("Tally Bank has doubts. Acme will sell 300 casks, the bank expects.", "300 casks", "tally-bank"),
    ("Acme said it would brew. Denmark called that rash. Copenhagen, it said, would pay.", "would pay", ""),
    # a verb joined to what is said belongs to who says it, where what is said cannot have it
    ("Acme found that Bock took 12 days to pay, and puts its debt at 300 euros.", "debt at 300", "acme"),
    ("Acme said that sales rose 12% in May and predicted a profit of 300 euros.", "predicted a profit", "acme"),
    ("Jane Doe told buyers on a call that the beer would be cold.", "beer would be cold", "jane-doe"),
    # who closes a sentence, and whom a word for a house or a man means there
    ("If the cask bursts, Acme will pay for the beer, it announced on Friday.", "Acme will pay", "acme"),
    ("Beer may cost Acme 100 euros, a Bigtown engineer estimated.", "cost Acme 100 euros", "(a Bigtown engineer)"),
    ('"The beer is warm," said a professor at Bigtown College.', "The beer is warm", "(a professor)"),
    ("Local media report that the new hall will hold 300 casks.", "hold 300 casks", "(media)"),
    ("An industry source called the beer of Acme better than before.", "better than before", "(An industry source)"),
    ('"It is cold," said Jane Doe, chief of Acme, who expects a warm May.', "a warm May", "jane-doe"),
    ("Acme sold 300 bottles, a figure reported on Monday.", "300 bottles", "(a figure)"),
    # "according to" without a comma goes with its own clause; "adding" with whoever has said what stands before
    ("Acme sold 300 casks in May and ranked third according to Li Jun.", "sold 300 casks", ""),
    ("Acme sold 300 casks in May and ranked third according to Li Jun.", "ranked third", "jun-li"),
    ("Acme sold 300 casks in May, and it ranked third, according to Li Jun.", "sold 300 casks", "jun-li"),
    ("Jane Doe said that Acme will go on to brew, adding that it sold 300 casks.", "it sold 300 casks", "jane-doe"),
    # whose notice it is, and who "the source" and "the brewer" are not
    (
        "Acme released a recall notice on Monday.\n\nThe announcement said that the beer is cold.",
        "beer is cold",
        "acme",
    ),
    (
        "Jane Doe is here, a source told HOPS, and Acme waits. The beer is cold, the source said.",
        "beer is cold",
        "(the source)",
    ),
    ("Acme opened a hall. The world's largest brewer, whose casks are old, said it sold 300.", "it sold 300", "acme"),
    ("Acme, Jane Doe said, plans to continue to brew beer. The cellar is full.", "cellar is full", ""),
    ("Dear hops make buyers afraid to consider the beer of Acme.", "the beer of Acme", ""),
    # what tells when, what is put down, and whose figures follow
    ("Jane Doe sees a warm May as Acme reports 300 casks. The cellar is full.", "a warm May", "jane-doe"),
    ("Jane Doe put down 300 euros for a cask.", "300 euros", ""),
    ("Figures of Acme show how far they are apart. The cellar holds 300 casks.", "holds 300 casks", "acme"),
    ("Jane Doe told buyers Acme must grow in May, describing the beer as cold.", "as cold", "jane-doe"),
    # an announcement of long ago is a deed
    ("Acme announced in March 2021 that it would brew beer.", "would brew beer", ""),
    ("Acme announced on Monday that it would brew beer in 2027.", "would brew beer", "acme"),
    # the other sentences of what somebody is quoted with
    ('"We sell 300 casks. The cellar is full. It is cold," Jane Doe wrote.', "The cellar is full", "jane-doe"),
    ('Acme is cheap, Li Jun said.\n\n"We sell 300 casks. It is cold," Jane Doe wrote.', "sell 300 casks", "jane-doe"),
    (
        '"It is cold," Jane Doe wrote.\n\n"The cellar is full. We sold 300 casks. All are glad."',
        "300 casks",
        "jane-doe",
    ),
    # what a time or an aside tells is nobody's word
    ("Jane Doe cut her target price for Acme to 48 euros, after it sold the plant.", "sold the plant", ""),
    ("Orders at Norton, which closed in May, rose by a fifth, Acme said.", "which closed in May", ""),
    ("Acme announced recalls on the same day.", "recalls", ""),
    ("The beer costs 30 euros, more than what buyers expect of Acme.", "buyers expect of Acme", ""),
    ("Acme has confirmed none of this.", "none of this", ""),
    ("It covers 300 casks of stout, brewed between May 6 and June 2, Acme announced on Friday.", "300 casks", "acme"),
    # what a house expects, told by its own man
    ("Acme sold 300 bottles. In May it expects to sell 500, Jane Doe wrote.", "to sell 500", "jane-doe"),
    ("Acme sold 300 bottles. In May it expects to sell 500, the firm said.", "to sell 500", "acme"),
    # both halves of what he who is quoted stands between
    ('"Casks sell beer, not cups," said Jane Doe, chief of Acme, "but nobody will laugh."', "Casks sell", "jane-doe"),
    ('"Casks sell beer, not cups," said Jane Doe, chief of Acme, "but nobody will laugh."', "will laugh", "jane-doe"),
    ('"Casks sell beer," said Jane Doe, "but slowly."', "but slowly", "jane-doe"),
    ('Li Jun owns the "Mug", Jane Doe the "Cask", and "Hop" is empty.', "Hop", ""),
    # what goes on in the next sentence
    ("Acme leads with 300 bottles, data from HOPS show. Norton came second with 200.", "came second", "hops"),
    ("Acme leads with 300 bottles, data from HOPS show. Norton is a brewer in Bigtown.", "is a brewer", ""),
    (
        "Acme will brew stout, the Daily Mug reported. The stout is dark, and it is to cost 3 euros.",
        "3 euros",
        "daily-mug",
    ),
    ("Acme will brew stout, the Daily Mug reported. Shops are to open later.", "open later", ""),
    ("Acme brews stout, the Daily Mug reported. The stout is to cost 3 euros.", "3 euros", ""),
    ("Acme, headquartered in Bigtown, had a share of 38% in May, according to Li Jun.", "headquartered in Bigtown", ""),
    ("Acme, headquartered in Bigtown, had a share of 38% in May, according to Li Jun.", "a share of 38%", "jun-li"),
    ("Acme has told buyers that beer will cost 30 euros, two executives said.", "beer will cost", "(two executives)"),
    ("Acme denied that it had cut 500 jobs, as the Daily Mug had reported.", "cut 500 jobs", "acme"),
    ("The beer is made in Bigtown, where, Li Jun says, a cask is filled a minute.", "is made in Bigtown", ""),
    ("The beer is made in Bigtown, where, Li Jun says, a cask is filled a minute.", "a cask is filled", "jun-li"),
    ("Jane Doe cut her target price for Acme to 48 euros.", "48 euros", "jane-doe"),
    ("Li Jun sees sales of 300 bottles.", "sales of 300 bottles", "jun-li"),
    ("Acme said that sales rose.", "sales rose", "acme"),
    ("Acme said sales rose.", "sales rose", "acme"),
    ("Sales rose by a fifth, Acme said.", "Sales rose", "acme"),
    ("Sales rose by a fifth, said Li Jun.", "Sales rose", "jun-li"),
    ("Sales rose by a fifth, Li Jun told the shareholders on Monday.", "Sales rose", "jun-li"),
    ("Sales, Li Jun said, rose by a fifth.", "rose by a fifth", "jun-li"),
    ("Bottles, said Li Jun, are a platform.", "are a platform", "jun-li"),
    ("According to Acme, sales rose by a fifth.", "sales rose", "acme"),
    ("Sales rose by a fifth, according to Acme.", "Sales rose", "acme"),
    ("Sales rose by a fifth, according to Li Jun, chairman of Acme.", "Sales rose", "jun-li"),
    ("Acme announced a target of 300 bottles.", "target of 300 bottles", "acme"),
    ("Li Jun wrote on Chatter that the beer is cold.", "the beer is cold", "jun-li"),
    ("In a post on Chatter, Li Jun wrote that the beer is cold.", "the beer is cold", "jun-li"),
    ("He is rich. Li Jun denied that the plant burned.", "the plant burned", "jun-li"),
    ("Acme denied reports of a fire.", "reports of a fire", "acme"),
    ("Acme has confirmed that it sold the plant.", "it sold the plant", "acme"),
    ("Jane Doe believes that prices will fall.", "prices will fall", "jane-doe"),
    ("Acme expects sales to rise.", "sales to rise", "acme"),
    ("The Daily Mug reported that Acme sold 300 bottles.", "Acme sold 300 bottles", "daily-mug"),
    ("Sales rose by a fifth, the Daily Mug reported.", "Sales rose", "daily-mug"),
    ("As Acme announced, the beer costs 3 euros.", "the beer costs 3 euros", "acme"),
    ("The beer costs 3 euros, as Acme announced.", "The beer costs 3 euros", "acme"),
    ("Data from Acme show that sales rose.", "sales rose", "acme"),
    ("Acme's report says that sales rose.", "sales rose", "acme"),
    ("A report by Acme said that sales rose.", "sales rose", "acme"),
    ("By Acme's account, sales rose by a fifth.", "sales rose", "acme"),
    ("Acme makes beer. The company also said that sales rose.", "sales rose", "acme"),
    ("Li Jun left. He said that sales rose.", "sales rose", "jun-li"),
    ("Acme is reported to have said that sales rose.", "sales rose", "acme"),
    ('"The beer is cold," Li Jun said.', "The beer is cold", "jun-li"),
    ('Li Jun said: "The beer is cold. It sells well. We are glad."', "It sells well", "jun-li"),
    ("Li Jun said: “The beer is cold. It sells well. We are glad.”", "It sells well", "jun-li"),
    ("Li Jun came late and said that the beer is cold.", "the beer is cold", "jun-li"),
    ("Li Jun admitted to the shareholders that the beer is warm.", "the beer is warm", "jun-li"),
    ("But leaks speak of a price of 3 euros.", "a price of 3 euros", "(leaks)"),
    ("Sources said that Acme sold the plant.", "Acme sold the plant", "(Sources)"),
    ("Acme sold the plant, two people familiar with the matter said.", "Acme sold the plant", "(people)"),
    ("Analysts expect that sales will rise.", "sales will rise", "(Analysts)"),
    ("Local authorities say that the plant burned.", "the plant burned", "(authorities)"),
    # Judgements
    ('Acme called the deal "a cold bath".', "a cold bath", "acme"),
    ("Li Jun described the beer as warm.", "warm", "jun-li"),
    ('The beer came, which Acme calls "cold".', "calls", "acme"),
    ("In Acme's view, the beer is too warm.", "the beer is too warm", "acme"),
    ("Li Jun voiced his trust that the beer will sell.", "the beer will sell", "jun-li"),
    ("HOPS, a brewer, reckoned in May that debts were higher.", "debts were higher", "hops"),
    ("Acme puts it down to the heat.", "the heat", "acme"),
    # Asides and places
    ("The beer, Li Jun began, is too warm.", "is too warm", "jun-li"),
    ("The beer, as Li Jun put it, is a peak.", "is a peak", "jun-li"),
    ("The beer lasts and, says Acme, sells well.", "sells well", "acme"),
    ("The beer lasts and, says Acme, sells well.", "The beer lasts", ""),
    ('"Total nonsense," Li Jun growled.', "Total nonsense", "jun-li"),
    ("Sales rose, as stated in a report by Acme.", "Sales rose", "acme"),
    ("Acme wrote to its buyers, saying that the plant burned.", "the plant burned", "acme"),
    ("Li Jun went so far as to claim that the beer is cold.", "the beer is cold", "jun-li"),
    ("Sales rose, according to a filing that Acme made.", "Sales rose", "acme"),
    ("Sales rose, according to a report published by Acme.", "Sales rose", "acme"),
    ("Acme will pay HOPS, the two breweries said.", "Acme will pay", "acme"),
    ("Li Jun is quoted as saying that the beer is cold.", "the beer is cold", "jun-li"),
    ("Li Jun was quoted by the Daily Mug as saying that the beer is cold.", "the beer is cold", "jun-li"),
    ("In Li Jun's words, the beer is a beast.", "the beer is a beast", "jun-li"),
    ("By Acme's count, sales rose by a fifth.", "sales rose", "acme"),
    ("Per Acme, sales rose by a fifth.", "sales rose", "acme"),
    ("Data from Acme put the beer third.", "third", "acme"),
    # Who speaks for a house
    ("Sales rose, a spokeswoman for Acme said.", "Sales rose", "acme"),
    ("An Acme spokesman said that sales rose.", "sales rose", "acme"),
    ("Acme brews. Sales rose, a spokesperson told the Daily Mug.", "Sales rose", "acme"),
    ("Analysts at Acme expect that sales will rise.", "sales will rise", "acme"),
    ("Li Jun left. The chairman said that sales rose.", "sales rose", "jun-li"),
    # Hearsay
    ("Sales rose, I'm told, by a fifth.", "Sales rose", "(told)"),
    ("We hear that the plant burned.", "the plant burned", "(hear)"),
    ("Acme is said to have sold the plant.", "have sold the plant", "(said)"),
    ("It is rumoured that Acme sold the plant.", "Acme sold the plant", "(rumoured)"),
    ("Acme reportedly sold the plant.", "sold the plant", "(reportedly)"),
    ("A person familiar with the matter said Acme sold the plant.", "Acme sold the plant", "(person)"),
    ("An official hinted that Acme sold the plant.", "Acme sold the plant", "(official)"),
    ("The plant burned, the Daily Mug reported, citing insiders.", "The plant burned", "(insiders)"),
    ("The Daily Mug quoted insiders as saying that the plant burned.", "the plant burned", "(insiders)"),
    # Beside a verb that was parsed amiss
    ("On Tuesday Acme of Bigtown reported a profit of 300 euros.", "a profit of 300 euros", "acme"),
    ("To the broadcaster Li said recently that Acme had put 300 brewers into the beer. Li Jun left.", "had put", ""),
    ("On Chatter Li Jun said that the beer is cold.", "the beer is cold", "jun-li"),
    ("It concerns beers of May, says HOPS (Hops and More), a third of them all.", "It concerns beers", "hops"),
    ("Sales rose, says the brewery Acme, by a fifth.", "Sales rose", "acme"),
    ("Jane Doe leaves Acme in May, founder and chairman Li Jun told the brewers in a letter.", "leaves Acme", "jun-li"),
    ("Li Jun said about new beers that no ale is planned.", "no ale is planned", "jun-li"),
    ("Around 3 euros, Li Jun told the Daily Mug, the beer will meet HOPS.", "the beer will meet", "jun-li"),
    ("Of the 300 euros, chairman Li Jun confirmed, a third will go to ale.", "a third will go", "jun-li"),
    ("Acme told buyers that tastings were now open in its pubs.", "tastings were now open", "acme"),
    ("Li Jun founded Acme. The 54-year-old said that the beer is cold.", "the beer is cold", "jun-li"),
    # Parts of a house, its texts
    ("Acme's sales unit said that the beer is cold.", "the beer is cold", "acme"),
    (
        "The figure was posted by the sales unit of Acme, which also told buyers that tastings were open.",
        "tastings",
        "acme",
    ),
    ("Acme's website names him head of sales.", "head of sales", "acme"),
    (
        "Li Jun told the brewers in a letter that he would stay. Jane Doe takes over, the letter said.",
        "takes over",
        "jun-li",
    ),
    ("The Daily Mug wrote of a fire. The same report says that Acme apologised.", "Acme apologised", "daily-mug"),
    ("Acme sold ale. A company filing showed that it paid 300 euros.", "it paid 300 euros", "acme"),
    ("Acme's Chatter account said that the beer is cold.", "the beer is cold", "acme"),
    ("Acme brews. Its beer is warm, the giant brewery tells buyers.", "beer is warm", "acme"),
    # Accounts
    ("Output rose by a fifth, by data of HOPS.", "Output rose", "hops"),
    ("By Li Jun's telling it took a decade.", "it took a decade", "jun-li"),
    ("Sales rose by a fifth, based on data from HOPS.", "Sales rose", "hops"),
    ("Sales rose by a fifth (source: HOPS).", "Sales rose", "hops"),
    ("In the view of Jane Doe, the beer is too warm.", "the beer is too warm", "jane-doe"),
    ("For Jane Doe, the beer is a mistake.", "the beer is a mistake", "jane-doe"),
    ("Jane Doe made the claim that the plant burned.", "the plant burned", "jane-doe"),
    ("A denial came from Acme as well: it is busy brewing.", "it is busy brewing", "acme"),
    ("Rumour has it that Acme sold the plant.", "Acme sold the plant", "(Rumour)"),
    ("Estimates averaged 300 euros.", "300 euros", "(Estimates)"),
    ("HOPS puts the figure at 300 bottles.", "300 bottles", "hops"),
    ("HOPS sees sales at 300 bottles in May.", "300 bottles", "hops"),
    ("HOPS has Acme at 13% of the market.", "13%", "hops"),
    ("HOPS ranks Acme third in the land.", "third", "hops"),
    # What goes on
    (
        "Li Jun also gave figures. In 2025 sales came to 300 bottles. For 2026 the target is 400.",
        "300 bottles",
        "jun-li",
    ),
    ("Li Jun also gave figures. In 2025 sales came to 300 bottles. For 2026 the target is 400.", "400", "jun-li"),
    ("Acme told the Daily Mug that the plant would open. The site would employ 300 people.", "300 people", "acme"),
    ("The plant would open in May, Acme told the Daily Mug. It would employ 300 people.", "300 people", "acme"),
    # Headings and denials
    ('Li Jun on prices: "We will not cut them."', "We will not cut them", "jun-li"),
    ("Li Jun: the beer is sold out.", "the beer is sold out", "jun-li"),
    ('Jane Doe is not so sure: "It fell over."', "It fell over", "jane-doe"),
    ("Acme dismissed reports of a fire as untrue.", "a fire", "acme"),
    ("Acme rejected claims by HOPS that its beer is warm.", "its beer is warm", "acme"),
    ("BIGTOWN, May 2 (Daily Mug) - Acme sold 300 bottles, the brewery said.", "Acme sold 300 bottles", "acme"),
    ("BIGTOWN (Daily Mug) -- Acme sold 300 bottles in May.", "Acme sold 300 bottles", ""),
    ("Police said that two people died.", "two people died", "(Police)"),
    ("The plant burned, regulators said Friday.", "The plant burned", "(regulators)"),
    ("Sales rose, because buyers wait, Acme reports.", "Sales rose", "acme"),
    # Interviews, and answers without a verb of saying
    (TALK, "Two weeks, down from five", "jane-doe"),
    (TALK, "In May I want one", "jane-doe"),
    (TALK, "We brew enough", "jane-doe"),
    (TALK, "Owners grumble", ""),
    (TALK, "The thirst will not end", "jane-doe"),
    ('Li Jun said that sales rose. A third plant? "I would not rule it out."', "I would not rule it out", "jun-li"),
    ('Sales rose. A third plant? "Cheers all round," the posters say.', "Cheers all round", ""),
    # Whoever spoke last goes on
    ("Acme said that sales rose. The beer sells well, it added.", "The beer sells well", "acme"),
    ("Acme said that sales rose. It had sold 300 bottles, it added; a pub is planned.", "a pub is planned", "acme"),
    ("Acme said that sales rose. It sold 300 bottles, the statement goes on.", "It sold 300 bottles", "acme"),
    ("HOPS said that sales rose. Prices should fall, the body believes.", "Prices should fall", "hops"),
    ("HOPS said that sales rose. In their view, the beer is too warm.", "the beer is too warm", "hops"),
    ("HOPS said that sales rose. Its analysts put the profit at 300 euros.", "300 euros", "hops"),
    (
        "The police said that the plant burned. The doors were shut, according to their statement.",
        "doors",
        "(statement)",
    ),
    ("Acme lost money. Costs were to blame, it said.", "Costs were to blame", "acme"),
    ("The Daily Mug reported that Acme gave in. The beer, it now says, is warm.", "is warm", ""),
    ("Buyers were told by Acme that the beer is sold out.", "the beer is sold out", "acme"),
    ("Acme told buyers only that the beer is sold out.", "the beer is sold out", "acme"),
    ("Rumours of a fire were dismissed by Acme.", "a fire", "acme"),
    ("HOPS is more careful: it sees 300 bottles.", "300 bottles", "hops"),
    ("HOPS is more careful; it expects 300 bottles.", "300 bottles", "hops"),
    ("Acme is the largest brewer, as HOPS has it.", "the largest brewer", "hops"),
    ("HOPS has Acme's sales at 300 bottles.", "300 bottles", "hops"),
    ("HOPS looks for sales of 300 bottles.", "300 bottles", "hops"),
    ('"A sign of trust," commented Jane Doe.', "A sign of trust", "jane-doe"),
    ("Sales rose by a fifth, HOPS said; Acme ranks third.", "Sales rose", "hops"),
    ("Sales rose by a fifth, HOPS said; Acme ranks third.", "Acme ranks third", "hops"),
    ("The Daily Mug has learned that the plant burned.", "the plant burned", "daily-mug"),
    # What is still to be said, and what is done
    ("Acme will announce 300 bottles in May.", "300 bottles", ""),
    ("Acme told brewers to cut prices by 300 euros.", "300 euros", ""),
    ("Acme presents its results in May.", "its results", ""),
    ("Li Jun promised that the beer would be cold.", "the beer would be cold", "jun-li"),
    ("Acme refused to say how many people drink it.", "how many people drink it", ""),
    ("Acme did not name the beer or say how many people drink it.", "how many people drink it", ""),
    # Promises and hopes
    ("Li Jun promised to sell 300 bottles.", "300 bottles", "jun-li"),
    ("Acme has pledged to invest 300 euros.", "300 euros", "acme"),
    ("Jane Doe hopes to sell 300 bottles this year.", "300 bottles", "jane-doe"),
    ("Acme promises 300 bottles a day.", "300 bottles", "acme"),
    # Asides, and accounts that reach so far only
    ("Sales fell by a fifth, Acme reported on Monday, as buyers left.", "Sales fell", "acme"),
    ('"The beer is cold, it has just not gone bad," Jane Doe said.', "The beer is cold", "jane-doe"),
    ('"The beer is cold," Jane Doe told the Daily Mug, whose reporter drove a boat.', "drove a boat", ""),
    ("Two were hurt in May; according to the Daily Mug the man was drunk.", "Two were hurt", ""),
    ("Two were hurt in May; according to the Daily Mug the man was drunk.", "the man was drunk", "daily-mug"),
    ("Sales rose by a fifth, one of the executives said.", "Sales rose", "(one of the executives)"),
    ("The beer costs 30 euros, according to a post on Acme's site.", "30 euros", "acme"),
    # Houses that rate shares
    ("HOPS trims its price target on Acme to $300.", "price target", "hops"),
    (
        'Acme sold ale. Analysts at HOPS left the rating at "buy". They model a profit of 300 euros.',
        "model a profit",
        "hops",
    ),
    ("HOPS raised its target to $300 from $200; the beer sells.", "target to $300", "hops"),
    ('HOPS sees "a warm beer, hardly more".', "hardly more", "hops"),
    ("Acme raised its target to 300 bottles.", "300 bottles", ""),
    ("Acme has kept its target for May.", "target for May", ""),
    ('HOPS keeps its rating at "buy".\n\nThey sell 300 bottles a day.', "300 bottles", ""),
    (
        "Acme leads. Acme sells ale. Acme is big. HOPS cut its rating. Ale will be dearer, the bank reckons.",
        "Ale",
        "hops",
    ),
    # What others had thought
    ("Profit was below the 300 euros that analysts polled by HOPS had on average expected.", "300 euros", "(analysts)"),
    ("Acme earned 3 euros, above the 2 euros that analysts polled by HOPS had expected.", "2 euros", "(analysts)"),
    ("Acme earned 3 euros, above the 2 euros that analysts polled by HOPS had expected.", "3 euros", ""),
    ("Acme opened the plant that it had expected.", "the plant", ""),
    # Behind a sign
    ("Acme denied that the plant burned: it had been shut since May.", "it had been shut", "acme"),
    ("Two people were hurt, Acme reported; a third walked away.", "a third walked away", "acme"),
    ("In 2021 Acme announced that it would brew; ale is planned for 2030.", "ale is planned", ""),
    # Verbs with their prepositions, "not" that goes with what is said
    ("HOPS believes in 300 bottles this year.", "300 bottles", "hops"),
    ("Jane Doe reckons with 300 bottles at most.", "300 bottles", "jane-doe"),
    ("Acme does not expect the plant to burn.", "does not expect", "acme"),
    ("Li Jun attributed it to the heat.", "the heat", "jun-li"),
    ("Li Jun let slip in May that the beer would go into bottles.", "the beer would go", "jun-li"),
    ("Jane Doe thinks the timetable unrealistic.", "unrealistic", "jane-doe"),
    ("Acme gave only a floor: more than 300 bottles.", "300 bottles", "acme"),
    ("Acme calls back 300 bottles.", "300 bottles", ""),
    ("The police asked a brewer to look at the bottles.", "the bottles", ""),
    (
        'Doe leaves for HOPS, according to people close to it; HOPS called this "untrue", Acme declined to comment.',
        "Acme",
        "",
    ),
    # Who is right, who is meant
    ("The Z9 will be dear, if a leaker is right.", "The Z9 will be dear", "(leaker)"),
    ("Acme sold out, an internal letter seen by the Daily Mug shows.", "Acme sold out", "(letter)"),
    ("Acme sold out, data from HOPS show.", "Acme sold out", "hops"),
    ('"It is cold," Li Jun is quoted as saying in a memo.', "It is cold", "jun-li"),
    (
        "Acme brews the Z9. Acme sells it. The caps and the label are by HOPS. Sales rose, according to the company.",
        "Sales rose",
        "acme",
    ),
    (
        "Acme brews. Acme met Jane Doe. A spokesman declined to comment. Ale is not planned, he added, whatever comes.",
        "Ale is not planned",
        "acme",
    ),
    ("Jane Doe left. The fire brigade said that two are hurt.", "two are hurt", "(brigade)"),
    ("BIGTOWN - Two people were hurt, police said.", "BIGTOWN", ""),
    # Who says nothing
    ("Acme sales say little at present.", "say little", ""),
    ("The beer holds a record, which says much about the trade. Acme brews it.", "much about the trade", ""),
    ("Asked about prices, Li Jun said no.", "Asked about prices", ""),
    ("Acme sold 300 bottles, more than analysts thought.", "300 bottles", ""),
    ("Acme published its list of prices.", "its list of prices", ""),
    ("Acme gave buyers 300 bottles.", "300 bottles", ""),
    ("Acme told the Daily Mug that the plant would open. She would not give a price.", "a price", ""),
    ("It should cost 3 euros, thinks Jane Doe, who is visiting professor at HOPS.", "visiting professor", ""),
    # The article itself
    ("Acme wants to have more than 400 pubs by May.", "400 pubs", ""),
    ("Acme, the largest brewer of the land, will build a plant, the firm said.", "largest brewer", ""),
    ("Acme announced a target of 300 bottles, up from 200.", "200", ""),
    ('Acme called dealers to a meeting on "warm beer" in May.', "warm beer", ""),
    ("Ordinary sellers pointed buyers to the cheaper beer.", "the cheaper beer", ""),
    ("Acme rejected the offer.", "the offer", ""),
    ("Acme plans to build a plant.", "build a plant", ""),
    ("Acme is aiming for 300 bottles in May.", "300 bottles", ""),
    ("Acme sold 300 bottles.", "300 bottles", ""),
    ("Acme sold 300 bottles, which Li Jun had ordered.", "300 bottles", ""),
    ("The Z9 costs 3 euros per bottle.", "costs 3 euros", ""),
    ("Li Jun did not say that the plant burned.", "the plant burned", ""),
    ("The Z9 shows that beer can be cold.", "beer can be cold", ""),
    ("Acme put 300 euros into the plant.", "300 euros", ""),
    ("The plant was announced in May.", "The plant", ""),
    ("Li Jun, who said little, left Acme in May.", "left Acme in May", ""),
    ("Acme built a plant. Li Jun said that it is big. It burned in May.", "It burned in May", ""),
    ("Acme makes beer, and Li Jun said that it sells well.", "Acme makes beer", ""),
    # by which words somebody speaks, and by which nobody does
    ("Acme sold 300 bottles. Jane Doe pointed to the high price of hops.", "high price", "jane-doe"),
    ("Jane Doe compared the trade to a casino.", "a casino", "jane-doe"),
    ("Norton closes. Acme has denied this.", "denied this", "acme"),
    ("Jane Doe reckons with growth of 2% next year.", "growth of 2%", "jane-doe"),
    ("Jane Doe would say only that the hall was ahead of its plan.", "ahead of its plan", "jane-doe"),
    ("Jane Doe sees no end to the thirst.", "no end", "jane-doe"),
    ('Jane Doe was shocked. "Very cold!" the chief of Acme wrote on Monday.', "Very cold", "jane-doe"),
    ("At present brewers wait 300 days on average, Acme calculated from company accounts.", "300 days", "acme"),
    ("Jane Doe announced the move on Monday.", "the move", ""),
    ("A drinker who calls himself Ace has left Acme.", "himself Ace", ""),
    ("Acme sold 300 bottles, if you believe Jane Doe.", "300 bottles", "jane-doe"),
    ("A maltster that let casks of Acme slip out has to pay.", "casks of Acme", ""),
    ("Jane Doe has told the public how the beer was brewed.", "beer was brewed", ""),
    ("Jane Doe had talked about the hall in May.", "about the hall", ""),
    ("Some drinkers wondered why the hall was cold.", "hall was cold", ""),
    ("Acme has confirmed neither the price nor the day.", "the day", ""),
    ("The brew took three weeks, just like Acme says.", "three weeks", ""),
    ("Beer will get dearer, according to Jane Doe, head of sales at Acme.", "head of sales", ""),
    ("Jane Doe left, without saying when Acme would open.", "Acme would open", ""),
    ('"It is cold. We want beer," Jane Doe said. The brewery is to open in May.', "open in May", ""),
    ("Jane Doe would not give a figure. The brewery is to open in May.", "open in May", ""),
]


def read(text: str) -> list[Speech]:
    doc = language.load()(plain(text))
    return find_speech(doc, find_mentions(doc, text, NAMES)[0], NAMES)


def at(text: str, words: str) -> Speech | None:
    start = text.index(words)
    return speech_at(read(text), start, start + len(words))


@pytest.mark.parametrize(("text", "words", "wanted"), TEXTS)
def test_who_says_it(text: str, words: str, wanted: str) -> None:
    speech = at(text, words)
    if wanted.startswith("("):
        assert speech is not None
        assert speech.speaker is None
        assert speech.unnamed
        assert wanted.strip("()") in speech.words
    else:
        assert (speech.speaker.entity if speech and speech.speaker else "") == wanted


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Acme's chairman Li Jun said that sales rose.", "sales rose", "Acme's chairman"),
        ("Li Jun, the chairman of Acme, said that sales rose.", "sales rose", "chairman of Acme"),
        ("Founder and CEO Li Jun said that sales rose.", "sales rose", "Founder and CEO"),
        ("Acme makes beer. The company also said that sales rose.", "sales rose", "The company"),
        ("Li Jun said that sales rose.", "sales rose", None),
    ],
)
def test_the_role_is_in_words_of_the_text(text: str, words: str, role: str | None) -> None:
    speech = at(text, words)
    assert speech is not None
    assert speech.role == role
    assert role is None or role in text


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("Li Jun wrote on Chatter that the beer is cold.", "the beer is cold", ["chatter"]),
        ("The Daily Mug reported that Li Jun said that the beer is cold.", "the beer is cold", ["daily-mug"]),
        ("Li Jun said that the beer is cold.", "the beer is cold", []),
    ],
)
def test_the_chain(text: str, words: str, chain: list[str]) -> None:
    speech = at(text, words)
    assert speech is not None
    assert [link.entity for link in speech.via] == chain


_WORDS = st.sampled_from(
    [
        '"',
        '".',
        ",",
        ":",
        ".",
        "said",
        "Li Jun",
        "Acme",
        "that",
        "according to",
        "as",
        "he",
        "told",
        "sources",
        "rose",
        "\n\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_any_text_passes_and_every_stretch_lies_in_it(text: str) -> None:
    for speech in read(text):
        assert 0 <= speech.start < speech.end <= len(text)
        assert speech.role is None or speech.role in plain(text)
