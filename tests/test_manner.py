"""How things are said: sentences of our own, one word of each, and what is read of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.patterns import language
from kg.extract.patterns.manner import Manner, read_manner
from kg.extract.patterns.text import plain

#: The modality, "-" where it is negated, "~" where an unnamed source says it, "<" where it is only compared with.
SENTENCES = [
    ("planned", "sell", "Acme plans to sell 10,000 units next year."),
    ("planned", "build", "It aims to build a second plant."),
    ("planned", "350,000", "The founder announced a new target of 350,000 deliveries for 2025."),
    ("planned", "keep", "The firm will keep its business focused on China for three years."),
    ("predicted", "lose", "It will lose money on the new model."),
    ("planned", "released", "The device is planned for release in May. It will be released in June."),
    ("planned", "follow", "The cheaper version is due to follow by the end of May."),
    ("planned", "present", "The maker is about to present its second model."),
    ("predicted", "reach", "Analysts expect deliveries to reach 300,000."),
    ("predicted", "turn", "The business was expected to turn a profit this year."),
    ("predicted", "rise", "Sales are likely to rise."),
    ("asserted~", "lost", "Acme is reported to have lost $15,000 on each unit."),
    ("asserted~", "preparing", "Acme is reportedly preparing a new model."),
    ("asserted~", "match", "In speed it is said to match the A16."),
    ("denied", "disbanded", "Acme denied that it had disbanded the team."),
    ("denied", "disbandment", "The company denied reports of the disbandment of a team."),
    ("asserted-", "sell", "It did not sell well."),
    ("asserted-", "sold", "No units were sold in December."),
    ("asserted-", "deliver", "It failed to deliver the goods."),
    ("asserted-", "publish", "The firm has yet to publish its results."),
    ("conditional", "gain", "If the new model succeeds, the brand will gain."),
    ("questioned", "succeeds", "If the new model succeeds, the brand will gain."),
    ("conditional", "gain", "Should the chip succeed, the brand would gain."),
    ("questioned", "dropped", "The project could be dropped."),
    ("questioned", "disbanded", "It is unclear whether the team was disbanded."),
    ("questioned", "sold", "Was it sold at a loss?"),
    ("opinion", "best", "He believes that the product is the best on the market."),
    ("opinion", "ambitious", "The aim is ambitious."),
    ("asserted", "have", "All new models must have mechanical handles."),
    ("asserted", "sold", "Acme sold 45 units in December."),
    ("asserted", "sold", "The company said that it sold 45 units."),
    ("asserted", "rose", "Sales rose 20% from 30,000 a year earlier."),
    ("asserted<", "30,000", "Sales rose to 50,000 from 30,000 a year earlier."),
    ("asserted<", "40,000", "That is less than the 40,000 of last year."),
    ("asserted", "75,000", "Doe celebrated more than 75,000 orders."),
    ("asserted", "reach", "Deliveries rose by a fifth to reach 81,864 units."),
    ("planned", "satisfy", "The firm is ramping up its output to satisfy demand."),
    ("asserted", "sold", "The model, which sold 300 units, will be replaced."),
    ("asserted", "sold", "The firm, which plans to expand, sold 300 units."),
    ("planned", "expand", "The firm, which plans to expand, sold 300 units."),
    ("predicted", "exceed", "June deliveries should exceed 10,000 units."),
    ("planned", "deliver", "Acme had hoped to deliver 500 units."),
    ("planned", "take", "The rule will take effect in January."),
    ("questioned", "may", "The rift may prove to be growing pains."),
    ("predicted", "take", "That would take total capacity to 300,000 units."),
    ("planned", "deliver", "The company had hoped to deliver 500 units last year."),
    ("planned", "launch", "Acme is set to launch a new model in July."),
    ("planned", "invest", "The $10 billion that Acme is to invest over the next decade is not enough."),
    ("planned", "open", "The plant is scheduled to open in 2027."),
    ("planned", "spend", "Its founder pledged to spend $1 billion on chips."),
    ("planned", "launched", "The new model will be launched in June."),
    ("planned", "begin", "Deliveries will begin in July."),
    ("planned", "enter", "We will enter the European market by 2027."),
    ("planned", "double", "The board wants to double output."),
    ("planned", "goal", "The goal of 300,000 deliveries was raised."),
    ("planned", "sell", "The group intends to sell 10,000 units."),
    ("planned", "presented", "The second model is slated to be presented in Berlin."),
    ("planned", "raise", "Acme announced plans to raise $2 billion."),
    ("planned", "invest", "Acme vowed to invest 10 billion yuan."),
    ("predicted", "fall", "The bank expects that prices will fall."),
    ("predicted", "exceed", "Revenue will exceed $10 billion."),
    ("predicted", "reach", "Shipments are forecast to reach 200 million."),
    ("predicted", "profit", "Acme forecasts a profit of $1 billion."),
    ("predicted", "turn", "The division will probably turn profitable."),
    ("predicted", "cost", "Analysts estimate that the unit will cost $300."),
    ("predicted", "rival", "The new chip would rival its competitors."),
    ("opinion", "threat", "Doe thinks that they are a threat."),
    ("opinion", "weak", "Critics consider that the brand is weak."),
    ("opinion", "impressive", "The car is impressive."),
    ("opinion", "fair", "He argued that the price is fair."),
    ("denied", "bought", "Acme has denied that it bought the rival."),
    ("denied", "sold", "The company refuted claims that it sold data."),
    ("denied", "closed", "Reports that the plant was closed are false."),
    ("denied", "leaving", "The manager dismissed rumours of leaving the firm."),
    ("asserted-", "sold", "Acme has never sold phones in Europe."),
    ("asserted-", "use", "The car does not use lidar."),
    ("asserted-", "available", "It is not available outside the country."),
    ("asserted-", "disclosed", "No price was disclosed."),
    ("asserted-", "sell", "The firm no longer sells phones there."),
    ("asserted-", "delivered", "Nobody delivered more."),
    ("asserted-", "meet", "The maker failed to meet its target."),
    ("asserted-", "open", "The plant has yet to open."),
    ("asserted-", "warning", "It braked without warning the driver."),
    ("asserted", "sold", "The shop sold no fewer than 300 units."),
    ("asserted", "delivers", "Not only Acme delivers the unit."),
    ("questioned", "cut", "Acme may cut 300 jobs."),
    ("questioned", "behind", "Perhaps the rival is behind the leak."),
    ("questioned", "knew", "The reporter asked whether the firm knew of the fault."),
    ("questioned", "caused", "Who caused the accident?"),
    ("questioned", "fake", "It remains unclear whether the photo is fake."),
    ("questioned", "stolen", "Users wonder if data were stolen."),
    ("conditional", "rise", "If demand holds, prices will rise."),
    ("conditional", "pay", "Acme will pay a fine unless it mends the fault."),
    ("conditional", "lose", "Had it waited, it would lose the order."),
    ("conditional", "refund", "Provided that the part is returned, Acme will refund the price."),
    ("questioned", "holds", "If demand holds, prices will rise."),
    ("asserted~", "costs", "The unit reportedly costs $300."),
    ("asserted~", "bought", "It is said that Acme bought the rival."),
    ("asserted~", "sold", "Acme is rumoured to have sold its plant."),
    ("asserted~", "fired", "The manager was allegedly fired."),
    ("asserted<", "200", "Sales came to 300 units, compared with 200 a year earlier."),
    ("asserted<", "4,000", "Profit rose to 5,000 yuan, up from 4,000 yuan."),
    ("asserted", "300", "Acme sold more than 300 units."),
    ("asserted", "5,000", "Profit rose to 5,000 yuan, up from 4,000 yuan."),
    ("asserted<", "rival", "The unit is lighter than its rival."),
    ("asserted", "carry", "All units must carry a label from 2027."),
    ("asserted", "banned", "The ministry has banned the term."),
    ("asserted", "reported", "The bank reported a loss of $1 million."),
    ("asserted", "rose", "Output rose, since the second plant was opened."),
    ("asserted", "killed", "Three people were killed when the unit hit a wall."),
    ("asserted", "hit", "Three people were killed when the unit hit a wall."),
    ("asserted", "makes", "Acme, which could be sold, makes phones."),
    ("questioned", "sold", "Acme, which could be sold, makes phones."),
    ("asserted", "began", "Acme, which plans to expand, began to build in May."),
    ("asserted", "sold", "Even if demand fell, Acme sold 300 units."),
    ("asserted", "took", "When Acme planned the model, it took two years."),
    ("asserted", "grew", "The company said sales grew by 20% and that it plans to hire."),
    ("planned", "hire", "The company said sales grew by 20% and that it plans to hire."),
    ("asserted", "won", "It went on to win the race, and won again."),
    ("asserted", "win", "It went on to win the race."),
    ("planned", "350,000", "The delivery target was raised to 350,000."),
    ("planned", "300", "Acme raised its goal from 200 units to 300 units."),
    # Plans
    ("planned", "warn", "An update is to warn the driver sooner."),
    ("planned", "launch", "Acme Z9 to launch in May."),
    ("planned", "billion", "The $10 billion that Acme is to invest shows its will."),
    ("planned", "300", "That is beyond the 300 units that it had hoped for."),
    ("planned", "secure", "A model meant to secure its name had become a burden."),
    ("planned", "chuck", "It's promised to chuck money at chips."),
    ("planned", "put", "Acme means to put $2 billion into the plant."),
    ("planned", "sale", "The planned sale of the brand was criticised."),
    ("planned", "start", "Sales start next month."),
    ("planned", "opens", "The second plant opens later this year."),
    ("planned", "deliver", "Acme expects to deliver 300 units in June."),
    ("planned", "building", "The firm is committed to building a plant."),
    ("planned", "win", "Acme cut its price in a bid to win buyers."),
    ("planned-", "sell", "Acme has no plans to sell the brand."),
    ("planned-", "build", "The firm scrapped its plan to build a plant."),
    ("planned-", "build", "Acme is not planning to build a plant."),
    ("asserted", "sold", "Acme had planned to expand and sold 300 units."),
    ("asserted", "maker", "Acme, the biggest maker of pumps, will build a plant."),
    ("asserted", "pick", "Acme will often pick out a single point."),
    ("planned", "300,000", "The goal remains 300,000 units."),
    ("planned", "cut", "Acme to cut 3,000 jobs by 2027, sources say."),
    ("asserted", "recall", "Acme has decided to recall 300 units."),
    ("asserted", "boss", "Acme boss Jane Doe will leave the firm."),
    ("planned", "starts", "Production starts in 2027."),
    ("planned", "goes", "The unit goes on sale in March 2026."),
    ("planned", "build", "The firm was going to build 300 units."),
    ("planned", "billion", "Acme seeks $2 billion."),
    ("asserted", "going", "Sales have been going down since May."),
    ("asserted-", "open", "Acme is yet to open the plant."),
    ("asserted-", "sell", "Acme was unable to sell 300 units."),
    ("asserted-", "selling", "Instead of selling 300 units, Acme sold 200."),
    ("asserted-", "sold", "Neither Acme nor its rival sold 300 units."),
    # Forecasts
    ("predicted", "gone", "By Christmas two brands will be gone."),
    ("predicted", "moat", "In future it will be one more moat."),
    ("predicted", "launch", "Analysts say that Acme will launch a second model."),
    ("predicted", "build", "Doe believes that Acme will build a plant."),
    ("predicted", "followed", "The trial will be followed with attention."),
    ("predicted", "18,000", "Output is now seen at 18,000 units."),
    ("predicted", "leave", "Acme stands ready to leave its mark."),
    ("predicted", "costs", "Leaks say that the unit costs $300."),
    ("predicted", "profit", "The expected profit was missed."),
    ("predicted", "become", "Acme is on course to become a giant."),
    # Judgements
    ("opinion", "called", 'Doe called the deal "a lifeline with strings attached".'),
    ("opinion", "described", "Doe described the price as unfair."),
    ("opinion", "comes", "Acme, I suspect, comes out of it best."),
    ("opinion", "needs", "In her view the firm needs a partner."),
    ("opinion", "warning", "The fall is a warning."),
    ("opinion", "closer", "Doe reckoned that the debt was closer to $3 billion."),
    ("opinion", "safe", "Doe insists that the unit is safe."),
    ("opinion", "considered", "The unit is considered the best."),
    ("asserted", "calls", "Acme calls the model Max."),
    ("asserted", "was", "It was the best seller of the year."),
    ("asserted", "called", "The ministry called dealers to a meeting."),
    # Denials
    ("denied", "get", "Li denied that Acme would get a seat on the board."),
    ("denied", "get", "He said that it was not a merger and denied that Acme would get a seat."),
    ("denied", "cut", "Acme has ruled out a price cut."),
    ("denied", "close", "Acme dismissed reports that it would close the plant."),
    ("denied", "floated", 'Rumours that it will be floated are "total fantasy".'),
    ("denied", "denied", "The price rise was denied by Acme."),
    ("denied", "claim", "Acme called the claim false."),
    ("asserted", "sold", "He did not wait and sold 300 units."),
    # What is left open
    ("questioned", "build", "Acme did not say whether it would build the plant."),
    ("questioned", "building", "Acme is considering building a second plant."),
    ("questioned", "sale", "The board is weighing a sale of the unit."),
    ("questioned", "making", "Doe was suspected of making remarks about it."),
    ("questioned", "sells", "It remains to be seen whether the unit sells."),
    ("questioned", "sale", "A possible sale of the unit was discussed."),
    ("questioned", "buy", "Acme is in talks to buy the firm."),
    ("questioned", "sold", "Doe doubts that Acme sold 300 units."),
    ("denied", "sell", "Acme ruled out that it would sell the brand."),
    # Conditions
    ("conditional-", "felt", "Had Acme itself been strong enough, the blow might not have felt so heavy."),
    ("conditional", "follow", "Were Acme to cut prices, others would follow."),
    ("questioned", "cut", "Were Acme to cut prices, others would follow."),
    ("conditional", "follow", "Should its own chips succeed, two benefits will follow."),
    ("conditional", "rise", "As long as demand holds, prices will rise."),
    ("conditional", "sell", "Once the ministry approves it, Acme will sell the unit."),
    ("conditional", "replace", "In case of a fault, Acme will replace the part."),
    ("conditional", "close", "Without a subsidy, Acme would close the plant."),
    ("conditional", "build", "Depending on demand, Acme will build 300 units."),
    ("conditional", "buy", "Subject to approval, Acme will buy the firm."),
    ("conditional", "sell", "Acme would sell the brand only if the price were right."),
    ("conditional", "be", "The listing, if it happens, will be in Hongkong."),
    ("asserted", "sold", "Once the plant was opened, Acme sold 300 units."),
    ("asserted", "closed", "Without a subsidy Acme closed the plant."),
]
WORDS = st.sampled_from(
    [
        "if",
        "had",
        "not",
        "should",
        "Acme",
        "will",
        "plans",
        "to",
        "sell",
        "said",
        "that",
        "reportedly",
        "no",
        "than",
        "from",
        "300",
        "?",
        ",",
        '"',
        "deny",
        "denied",
        "it",
        "yet",
        "and",
    ]
)


def shown(manner: Manner) -> str:
    signs = (manner.negated and "-", manner.rumour and "~", manner.compared and "<")
    return manner.modality + "".join(sign for sign in signs if sign)


def read(sentence: str, word: str) -> Manner:
    doc = language.load()(plain(sentence))
    return read_manner(doc, next(token for token in doc if token.idx == sentence.index(word)))


@pytest.mark.parametrize(("wanted", "word", "sentence"), SENTENCES)
def test_how_a_word_is_meant(wanted: str, word: str, sentence: str) -> None:
    assert shown(read(sentence, word)) == wanted


def test_a_condition_gives_its_words() -> None:
    manner = read("Unless demand falls, Acme will build a plant.", "build")
    assert (manner.modality, manner.condition and manner.condition.text) == ("conditional", "Unless demand falls")


def test_the_words_that_told_are_named() -> None:
    assert read("Acme plans to sell 300 units.", "sell").cues == ("plans",)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_any_sentence_has_a_manner(sentence: str) -> None:
    doc = language.load()(sentence)
    for token in doc:
        manner = read_manner(doc, token)
        assert (
            manner.condition is None or sentence[manner.condition.start : manner.condition.end] == manner.condition.text
        )
