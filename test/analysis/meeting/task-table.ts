/**
 * Short exchanges in the speech of many trades, and what is to be done after each: `=> owner, day: words`; none where nothing is.
 * All on Wednesday, 18 November 2026.
 */
export const TASKS_SAID = String.raw`
Irina: I bring the fabric swatches on Friday.
Paul: Lovely.
=> Irina, 2026-11-20: bring the fabric swatches

Mehmet: I call the hospital now after the meeting.
Ana: Thanks.
=> Mehmet, -: call the hospital

Jorge: I send to you the list tonight.
Ana: Good.
=> Jorge, 2026-11-18: send to you the list

Yuki: Then I ask my colleague in Osaka.
Ana: Please.
=> Yuki, -: ask my colleague

Pavel: I check with the garage and I tell you tomorrow.
Ana: Great.
=> Pavel, 2026-11-19: check with the garage

Ana: Who rings the vet?
Lars: I do it. I ring her tomorrow morning.
=> Lars, 2026-11-19: ring

Ana: Ben, order two more pallets of tiles.
Ben: Will do.
=> Ben, -: order two more pallets

Ana: Dora, get on to the council about the skip.
Dora: On it.
=> Dora, -: get on to the council

Ana: Ben, you ring the florist.
Ben: Fine.
=> Ben, -: ring the florist

Ana: Okay, Ben, you take the minutes home and type them up.
Ben: Sure.
=> Ben, -: take the minutes home

Ana: And Cai, you're on the flyers, please.
Cai: Yep.
=> Cai, -: flyers

Ana: Ben, you'd tell the tenants?
Ben: Yes, I'd do that tomorrow.
=> Ben, 2026-11-19: tell the tenants

Ana: Send me the mock-ups when they're ready, Ben.
Ben: Sure thing.
=> Ben, -: Send me the mock-ups

Ana: Check the boiler before Monday, would you, Ben?
Ben: No bother.
=> Ben, 2026-11-23: Check the boiler

Ana: Ben, could I get the spare key off you?
Ben: Of course.
=> Ben, -: the spare key

Ana: Could I have the figures from you by Tuesday, Dora?
Dora: You can.
=> Dora, 2026-11-24: figures from you

Ana: Can I get a copy of the lease from you, Ben?
Ben: Sure, I've got it at home.
=> Ben, -: a copy of the lease

Ana: Dora, mind picking up the cake?
Dora: Not at all.
=> Dora, -: picking up the cake

Ana: Would you mind giving the landlord a ring, Ben?
Ben: No, not at all.
=> Ben, -: giving the landlord a ring

Ana: Ben, any chance you could look over the grant form?
Ben: Yeah, tonight.
=> Ben, 2026-11-18: look over the grant form

Ana: Do you want to write to the parents, Ben?
Ben: Sure, I'll do that on Friday.
=> Ben, 2026-11-20: write to the parents

Ana: The piano tuner. That's for Imogen, ring the tuner.
Ben: She's off today.
=> Imogen, -: ring the tuner

Ana: The allergens sheet is one for Pilar. She's off sick.
Ben: Okay.
=> Pilar, -: allergens sheet

Ana: Action for Tomek: replace the filter. He's on leave.
Ben: Fine.
=> Tomek, -: replace the filter

Ana: Who tells the printers?
Ben: Leave that with me.
=> Ben, -: tells the printers

Ana: We need someone to water the beds over the holidays.
Ben: I'll do it.
=> Ben, -: water the beds

Ana: Everyone reads the safety sheet before Friday.
Ben: Okay.
=> -, 2026-11-20: reads the safety sheet

Ana: Everybody brings a torch next time, please.
Ben: Right.
=> -, -: brings a torch

Ana: Somebody from accounts has to sign that off.
Ben: Yes.
=> -, -: sign that off

Ana: Somebody on your side needs to test the login.
Ben: Understood.
=> -, -: test the login

Ana: One of you has to lock up on Sunday.
Ben: Hm.
=> -, 2026-11-22: lock up

Ana: Someone's got to clear the gutters.
Ben: True.
=> -, -: clear the gutters

Ana: Once the proofs are in, I'll send them round.
Ben: Great.
=> Ana, -: send them round

Ana: As soon as the lorry is back, I'll load the chairs.
Ben: Good.
=> Ana, -: load the chairs

Ana: By Sunday I clean out the store room.
Ben: Thanks.
=> Ana, 2026-11-22: clean out the store room

Ana: Tomorrow I write to the insurers.
Ben: Good.
=> Ana, 2026-11-19: write to the insurers

Ana: When I'm back in the office I'll dig out the contract.
Ben: Thanks.
=> Ana, -: dig out the contract

Ana: I could drive the van down.
Ben: That would be a help.
=> Ana, -: drive the van

Ana: I can lend you our marquee.
Ben: Oh, brilliant, thank you.
=> Ana, -: lend you our marquee

Ana: Cai paints the gate and Ben does the hinges.
Ben: Fine by me.
=> Cai, -: paints the gate
=> Ben, -: hinges

Ana: I could do the raffle, if you like.
Ben: Yes please.
=> Ana, -: do the raffle

Ana: I do the soup and Ben does the bread.
Ben: Good.
=> Ana, -: do the soup
=> Ben, -: bread

Ana: Want me to ask the caretaker?
Ben: Please do.
=> Ana, -: ask the caretaker

Ana: I'll order the reagents.
Ben: When?
Ana: Monday.
=> Ana, 2026-11-23: order the reagents

Ana: I'll finish the translation.
Ben: And when can we have it?
Ana: Give me till the tenth.
=> Ana, 2026-12-10: finish the translation

Ana: I'll redo the wiring plan.
Ben: Could you have that by Tuesday?
Ana: Yes, that works.
=> Ana, 2026-11-24: redo the wiring plan

Ana: Ben, could you update the rota?
Ben: Sure. By when?
Ana: Friday, please.
=> Ben, 2026-11-20: update the rota

Ana: I'll have the costumes ready on the first of December.
Ben: Perfect.
=> Ana, 2026-12-01: have the costumes ready

Ana: I'll get the accounts to you by the end of the month.
Ben: Fine.
=> Ana, 2026-11-30: get the accounts

Ana: Ben, can you sharpen the knives?
Ben: For Saturday?
Ana: For Saturday.
=> Ben, 2026-11-21: sharpen the knives

Ana: I'll book the physio room.
Ben: Before the weekend?
Ana: Thursday latest.
=> Ana, 2026-11-19: book the physio room

Ana: I'll write up the trial. It'll be with you on Monday.
Ben: Thanks.
=> Ana, 2026-11-23: write up the trial

Ana: I'm going to phone the registry this afternoon.
Ben: Okay.
=> Ana, 2026-11-18: phone the registry

Ana: I'm sending the samples off tomorrow.
Ben: Great.
=> Ana, 2026-11-19: sending the samples

Ana: I'm seeing the bank on Thursday, so I'll raise it there.
Ben: Good.
=> Ana, 2026-11-19: raise it there

Ana: Consider the invoices done by tonight.
Ben: Wow.
=> Ana, 2026-11-18: invoices done

Ana: Leave the seating plan to me.
Ben: Gladly.
=> Ana, -: seating plan

Ana: You'll have my comments on Friday.
Ben: Good.
=> Ana, 2026-11-20: have my comments

Ana: You have the new price from us by Tuesday.
Ben: Good.
=> Ana, 2026-11-24: the new price

Ana: I'd like to give you a proper quote; you'll get one tomorrow.
Ben: Good.
=> Ana, 2026-11-19: get one

Ana: Make sure the alarm is set, Ben.
Ben: Always.
=> Ben, -: alarm

Ana: Remind the scouts about the tents, Dora.
Dora: Okay.
=> Dora, -: Remind the scouts

Speaker 3: I'll email the drawings today.
Ana: Thanks.
=> Speaker 3, 2026-11-18: email the drawings

Ana: Ben, you and I need a word. And Dora, could you chase the supplier?
Dora: Will do.
=> Dora, -: chase the supplier

Ana: Would somebody tell the night shift?
Cai: I'll tell them.
=> Cai, -: tell the night shift

Ana: It'd be good if somebody rang the school.
Dora: I can do that this afternoon.
=> Dora, 2026-11-18: rang the school

Ana: The flowers, who?
Cai: Me. I pick them up on Saturday.
=> Cai, 2026-11-21: pick them up

Ana: Ben, the risk form, can you finish it by noon?
Ben: Yes.
=> Ben, 2026-11-18: finish it

Ana: Then ask the dentist for the bill when you're there, Ben.
Ben: Right.
=> Ben, -: ask the dentist

Ana: That I can take to the board. I raise it on Monday.
Ben: Thanks.
=> Ana, 2026-11-23: take to the board

Ana: Could you let the choir know, Ben?
Ben: I could.
Ana: Thanks.
=> Ben, -: let the choir know

Ana: I'll be sure to thank the sponsors.
Ben: Nice.
=> Ana, -: thank the sponsors

Ana: I need the invoice number.
Ben: I'll look it up tonight.
=> Ben, 2026-11-18: look it up

Ana: We still need a van.
Dora: My brother has one, I'll ask him.
=> Dora, -: ask him

Ana: Ben is going to repaint the lines.
Ben: On Friday, yes.
=> Ben, 2026-11-20: repaint the lines

Ana: I'd want that confirmed in writing.
Ben: No problem. I'll mail you the confirmation.
=> Ben, -: mail you the confirmation
`;

/** What sounds as if somebody were to do something, and is nothing of the kind. */
export const NO_TASKS_SAID = String.raw`
Ana: One day I'm going to write a novel about this place.
Ben: Please do.

Ana: I'll try.
Ben: Good luck.

Ana: I'll open the next page.
Ben: I see it.

Ana: Let me check. Yes, it's in there.
Ben: Good.

Ana: Can you go back one slide?
Ben: Sure.

Ana: Ben, can you zoom in a bit?
Ben: There.

Ana: I'll share it again. Better?
Ben: Yes.

Ana: If it rains we'd put up the tent.
Ben: Right.

Ana: I could offer you a discount.
Ben: No thanks, we're fine.

Ana: I can paint it green as well.
Ben: Nah, leave it.

Ana: Somebody ought to write a book about him.
Ben: Ha.

Ana: Somebody should really fix the roof one of these years.
Ben: Hm.

Ana: I can sew a new one, or I patch the old one.
Ben: What's cheaper?

Ana: I always bring the biscuits.
Ben: You do.

Ana: I usually call them on Mondays.
Ben: Okay.

Ana: Every week I send the same report.
Ben: I know.

Ana: On Mondays I do the accounts.
Ben: Fair.

Ana: And I'll tell it again next year.
Ben: Surely.

Ana: I go to Lima in December.
Ben: Nice.

Ana: I'm off on Friday.
Ben: Okay.

Ana: I was told I'd get a new desk.
Ben: Ha.

Ana: I bring her flowers every birthday and she hates them.
Ben: Ha.

Ana: I take it you've all read the minutes.
Ben: Yes.

Ana: I do the sourdough on weekdays.
Ben: Right.

Ana: You should see my garden.
Ben: I'd love to.

Ana: You have to laugh.
Ben: You do.

Ana: You take the A40 and then you turn left.
Ben: Okay.

Ana: You press the red button and it stops.
Ben: I see.

Ana: Ben, you know the caretaker?
Ben: A bit.

Ana: Ben, you look tired.
Ben: I am.

Ana: Ben, tell me, how did it go?
Ben: Fine.

Ana: Tell me about it.
Ben: Ha.

Ana: Mind the step, Ben.
Ben: Oh.

Ana: Don't worry, Ben.
Ben: I won't.

Ana: Shut the door, Ben, it's cold.
Ben: There.

Ana: Could I have the floor for a second?
Ben: Of course.

Ana: Could I ask Ben something?
Ben: Sure.

Ana: Can I say something, Ben?
Ben: Go on.

Ana: Can I get a coffee before we go on?
Ben: Sure.

Ana: That's one for the history books.
Ben: Ha.

Ana: That's for sure.
Ben: Yes.

Ana: Everybody loves the new menu.
Ben: Good.

Ana: Everyone knows that.
Ben: True.

Ana: Everybody turns round when it starts.
Ben: Ha.

Ana: Somebody has to be the adult here.
Ben: Ha.

Ana: Someone has to say it.
Ben: Yes.

Ana: Once I'll have eaten I'm a nicer person.
Ben: Ha.

Ana: If they say yes, I'd sign that.
Ben: Good to know.

Ana: I'd go higher.
Ben: Hm.

Ana: I'd make it five.
Ben: Okay.

Ana: I might call them, I might not.
Ben: Okay.

Ana: Shall I ring the mayor?
Ben: No, no need.

Ana: I'll bet it was the dog.
Ben: Ha.

Ana: Then we'd hire a temp.
Ben: Probably.

Ana: I will never understand that form.
Ben: Nobody does.

Ana: I'd love to join you.
Ben: Great.

Ana: I'll grab a coffee, back in a second.
Ben: Okay.

Ana: I'll put you on speaker.
Ben: Okay.

Ana: Ben, you're on mute.
Ben: Sorry.

Ana: Bring an umbrella, that's what I always say.
Ben: Ha.

Ana: Drive slowly, everyone.
Ben: Bye.

Ana: Buy the house, my father said.
Ben: Ha.

Ana: I remember when we did it by hand.
Ben: Me too.

Ana: I send my kids to that school.
Ben: Oh, nice.

Ana: I work for the county.
Ben: Ah.

Ana: I called the plumber yesterday.
Ben: And?

Ana: Ben called the plumber.
Ben: I did.

Ana: I'll be honest, it was awful.
Ben: Oh.

Ana: I agree with Ben.
Ben: Thanks.

Ana: Who takes sugar?
Ben: I do.

Ana: Let me put it this way, it's not cheap.
Ben: Hm.

Ana: I could kill for a sandwich.
Ben: Me too.

Ana: They'll call you back, they always do.
Ben: Okay.

Ana: I mean, I pay my taxes.
Ben: Ha.
`;
