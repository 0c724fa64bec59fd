/** Sentences that ask Ana Silva something, to do or to answer. */
export const asked = `
Could you send me the signed contract by Friday?
Can you please take a look at the attached draft before our call?
Would you mind checking whether the invoice went out?
Please confirm your attendance.
Please let me know if Thursday works for you.
Let me know what you think.
Let us know by Tuesday whether you want to renew.
I'd appreciate it if you could review section 3.
I would really appreciate your thoughts on the pricing.
Hi Ana, when can we expect the numbers?
Ana, can you forward this to legal?
@Ana can you check the logs?
What's the status of the migration?
Any update on this?
Any news from the vendor?
Have you had a chance to read the proposal?
Did you get my last email?
Do you have the Q3 figures?
Send me the deck when it's ready.
Review the attached SOW and sign it.
Confirm the delivery address.
- Update the forecast spreadsheet
Kindly return the form by 5pm on Monday.
We need your approval to proceed.
I need the final numbers by EOD.
I need you to call the customer back.
You need to reset your password before Monday.
Waiting on your feedback before we can ship.
We are still waiting for your signature.
I was wondering if you had time to look at the report.
Just following up on my note from last week.
It would be great if you could join us.
Can we move our 1:1 to Wednesday?
Should we go ahead with the second option?
Who owns the onboarding docs?
Is the staging environment back up?
Does 3pm work?
How should we handle the refund?
If it looks fine, sign page 3 and send it back.
No need to print it, but please sign it electronically.
Thanks for the quick reply, could you also add the PO number?
Make sure the tests pass before you merge.
Don't forget to submit your timesheet.
Would you be able to cover for Tom next week?
Looking forward to your feedback: could you share it by Thursday?
Hoping you can help me with the visa letter.
Your input on the roadmap would be appreciated.
Are you available for a quick call tomorrow?
Legal needs your signature on page 4 today.
Thoughts?
Any objections to shipping on Monday?
Quick question: which account should this be billed to?
Could someone from your team look into the failed payment?
Mind sharing the recording?
Ana and Ben, could you both confirm?
I'd like you to lead the review.
Pls approve the PR.
Könnten Sie mir bitte das Angebot bis Freitag schicken?
Pourriez-vous nous envoyer le contrat avant vendredi ?
¿Podrías enviarme el informe antes del viernes?
Ping me once the deploy is done.
So, by when do you think you'll have a draft?
Still need your timesheet for October.
Reminder: please fill in the survey.
Please see the comments in the doc and address them by Wednesday.
If you haven't already, please complete the training.
Can I get your sign-off on the budget?
RSVP by Thursday.
Action required: verify your bank details with our finance team.
We'd need the PO number before we can invoice.
Can you get this over to procurement before they close for the day?
Not urgent, but could you have a look at the expense report when you get a chance?
When you have a minute, please add your comments to the doc.
I was hoping you might introduce me to your head of data.
Would love to get your take on the attached.
Could we get an extension until the 15th?
Where do we stand with the vendor contract?
How far along are you with the audit checklist?
Do we have budget for this?
Which of these two designs do you prefer?
Is this still on track for Thursday?
Shall I book the flights?
Do you want me to send it to the whole team?
It'd be helpful to know your timeline.
Please advise.
Please see my question below and respond by noon.
Your sign-off is needed before Tuesday.
The form has to be submitted by Friday 5pm.
I still haven't received your timesheet.
We haven't heard back from you regarding the offer.
Grateful if you could confirm receipt.
Appreciate if you can revert by today.
Do let me know how you'd like to proceed.
Just checking in on the status of the invoice.
Wanted to check whether you saw my note about the lease.
Take a look at PR 431 when you can.
Call me when you land.
If possible, send the revised quote today.
Also, don't forget the signed NDA.
By the way, did Tom ever get back to you about the venue?
Quick favour: print two copies for the board.
Kind reminder to complete your self-assessment.
Would Tuesday at 2pm suit you?
Are we still on for lunch?
Let me know once it's done.
Can I ask you to chair the meeting on Monday?
Maybe you could draft the intro and I do the rest.
You'll need to sign in with your new password and accept the terms.
Ana - can you own this?
Need this back by EOD.
Need your bank details for the refund.
I want you to present the results.
Please, Ana, have the contract countersigned.
Tell me what you decide.
Bring the prototype to the meeting.
Check with Tom before you send it.
Approve or reject the request in the portal.
Is it OK if I leave early on Friday?
What do you need from us to get started?
I'd be interested in your view on this.
We kindly ask that you settle the invoice within 14 days.
You might want to double check the totals before sending it out.
Would it make sense to loop in legal?
Your response is appreciated.
Could u resend the link
Can you jump on a call in 10
Please pay the outstanding amount of $4,200 by 30 November.
Awaiting your reply.
Once you've had a look, drop me a line with your comments.
Could I trouble you for last month's usage report?
We're hoping to close the books on Thursday, so the sooner you can send the receipts the better.
Would you have time for a short chat this week?
Happy to explain, but first: which environment are you using?
Let's get your signature on this by Wednesday.
I am missing your hours for week 46.
Any chance you can make it to Lisbon?
If you agree, kindly countersign and return a copy.
Do you happen to know who owns the billing service?
Remind me, what was the discount we offered?
Feedback by Friday would be great.
Comments by tomorrow noon, please.
Can we count on you for the keynote?
The board expects your report by Monday.
It is important that you complete the security training before 1 December.
Have you decided on a venue yet?
We would be grateful for a prompt payment.
Is there someone on your side who can help with the integration?
Get me the numbers and I'll take care of the slides.
I'm blocked on your review.
Still waiting to hear whether the date works for you.
Would be good to have the draft by Thursday.
Share your screen recording if possible.
Please forward to whoever is responsible.
Just need a yes or no from you.
Could everyone update their cards before standup?
All: submit your goals by Friday.
To move forward we require a copy of your ID.
Would you rather do Tuesday or Wednesday?
What would be the best number to reach you on?
Before we sign, can legal take a last look?
Is the 5% discount still valid?
How much notice do you need?
Sorry to chase, but is there any movement on this?
Hey, did the parcel arrive?
I'd need a decision from you today.
Help me understand the variance in row 12.
@ana.silva please rebase.
Tagging you here for approval.
`
  .trim()
  .split("\n");
