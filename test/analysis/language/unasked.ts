/** Sentences that ask Ana Silva nothing, although many of their words could. */
export const unasked = `
How are you?
Hope you're well!
I hope you had a great weekend?
Thanks for sending the contract so quickly.
Thank you for your help with this.
No need to reply.
You don't have to do anything.
There is no action required on your part.
He asked me to send the report by Friday.
The client asked us to review the numbers.
Priya, could you send the slides?
@Priya can you check the logs?
Priya and Tom, please book the room.
Please find attached the invoice for October.
Please note that the office is closed on Friday.
Please do not reply to this email.
FYI, the deploy went out this morning.
If you have any questions, please let me know.
Let me know if you need anything else.
Please don't hesitate to contact me.
Feel free to reach out any time.
I'll send you the deck tomorrow.
We will get back to you by Wednesday.
Let me check with finance.
Let me know if I can help.
See you on Monday.
Have a great weekend!
Looking forward to meeting you.
As you can see, revenue is up 12%.
You can find the slides in the shared folder.
The review of the contract is done.
Update on the migration: it finished yesterday.
Call with Acme went well.
Order 12345 has shipped.
The meeting was moved to Thursday.
I could not reach him yesterday.
I asked Tom to fix it.
Tom will review it tomorrow.
She wants us to use the new template.
We appreciate your business.
Can you believe it?
Guess what?
That went well, didn't it?
I may be late on Friday.
They need the deck by Friday.
Please accept our apologies for the delay.
Sounds good to me.
Works for me.
You should have received the invite by now.
It was great to see you last week.
Never mind, I found it.
Please ignore my previous email.
I have updated the ticket and closed it.
Just a heads-up that the server will be restarted tonight.
We decided to postpone the launch.
You asked for the numbers, so here they are.
As discussed, we will go with option B.
I have attached the signed contract.
Thanks in anticipation of a good year.
Our Q4 planning starts next week.
The report is due on Friday.
You're welcome, happy to help.
Check-in at the hotel is from 3pm.
Test results are in.
Let's keep it simple.
Best regards,
Ana
Thanks in advance for your patience while we migrate.
I'm writing to let you know that the invoice was paid.
We wanted to let you know about a change in our terms.
You can also reply to this email.
I can send it tomorrow if that helps.
We could have done better.
If needed, I can join the call.
Do what you think is best has always been our motto.
Nothing further needed from you at this stage.
The team needs to finish the migration by Friday.
Marketing will need the assets next week.
I need to finish the slides by tomorrow.
We need to think about the roadmap at some point.
You must be tired after the trip.
You should see the new office, it's great.
Can't wait to see you!
Let's go!
No worries if not.
No rush on this.
Please be advised that the rates change on 1 January.
I will let you know by Friday.
She'll let you know.
They're waiting for our approval.
He is waiting for his visa.
I've been asked to present on Monday.
The customer wonders if we offer a discount.
I wonder.
It would have been great to see you there.
I really appreciate you taking the time.
Appreciate the update.
Thank you for confirming.
Thanks for letting me know.
Thanks for checking, could not have done it without you.
You asked whether the server was back: yes, it is.
Here is what you asked for.
My question was answered.
Sure, happy to do that.
I think we should move the date.
We should probably revisit this in Q1.
Ben, please take this one.
Ben can you take this one?
Could you imagine the chaos.
What a week!
What we need is more time.
When I get back, I'll look into it.
Where possible we reuse components.
How we work has changed.
Have a safe flight.
Is everything OK? Yes, all good now.
The question is who pays for it.
Send-off party for Maria is at 5.
Make-or-break week for us.
Keep up the great work.
Give my regards to your family.
Click here to unsubscribe.
Don't miss our webinar on Thursday.
Read more on our blog.
Sent from my iPhone
Report attached.
Signed contract attached, thanks.
Please find the minutes below.
Kind regards
Should you need assistance, our team is available 24/7.
In case you missed it, the recording is online.
You're invited to our summer party.
Apologies for the delay in getting back to you.
I hope this email finds you well.
To answer your question, we ship on Monday.
As requested, I have updated the doc.
Wait and see is our approach.
He said he would call you tomorrow.
Maria was supposed to send you the figures.
Your order has been confirmed.
Your feedback was very helpful.
You have been added to the channel.
We have received your request and will respond within 2 days.
I let him know that you're on leave.
We've asked the vendor to send a new quote.
Tom said he'd send you the figures.
You may remember that we spoke in May.
If you liked the demo, you'll love the beta.
Thanks for your patience, we'll fix it soon.
I'd be happy to help.
Would be nice weather for a barbecue.
We need more people on the team.
I need a coffee.
They can send it by courier.
Nobody asked me.
There is nothing you need to do.
This does not require any action from you.
Your account will be upgraded automatically.
The deadline for submissions was moved to Friday.
I must admit that I was surprised.
Legal has reviewed the contract and approved it.
She asked when the report will be ready and I told her Friday.
We are following up with the supplier.
I am following up with legal.
I'm checking in at the hotel at six.
We look forward to seeing you at the event.
My flight lands at 5pm on Tuesday.
The team would appreciate a longer break.
I could use a holiday.
You could say that.
You can always count on us.
You have to love this team.
Good question!
I have a question for Tom.
It is possible that we miss the date.
Not sure this will work.
We hope that you enjoy the product.
I was asked to give a talk.
Review complete.
Changes requested by Tom were merged.
Meeting notes: see below.
Send and receive limits apply.
Call volume rose by 12% in October.
Book club is on Thursday.
Share prices fell again.
Set-up took longer than planned.
Use of the old template is discouraged.
Check engine light came on again.
Follow us on LinkedIn.
Join thousands of happy customers.
As long as you can see the dashboard, all is fine.
That's how you can tell the difference.
This is to confirm that you will attend.
I wanted to thank you for yesterday.
We wanted to share some exciting news.
Just wanted to say hello.
I'd like to thank the whole team.
I would like to introduce our new CFO.
We'd love to have you at our next event.
It was a pleasure to hear from you.
I appreciate your quick response.
Your help made all the difference.
We will need to restart the server tonight.
Everyone needs to badge in as of Monday, nothing changes for you.
`
  .trim()
  .split("\n");
