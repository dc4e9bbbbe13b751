/** What the form starts with; written for it. It says the same things often, as a text does from which units can be learned. */
export const exampleText = `The harbour master keeps a book of the boats. Every morning he writes down the boats that left the harbour in the night, and every evening he writes down the boats that came back to the harbour. When a boat does not come back, he puts a small mark beside the name of the boat and waits for the next day.

In the first week of the winter there was a storm on the water. The harbour master wrote down the names of the boats that came back in the storm. There were nine of them. The wind was strong, and the water in the harbour was high, and the people of the town stood on the wall and waited for the boats. At the end of the day there were two marks in the book.

The next day the wind was not as strong. One of the two boats came back in the morning. The people of the town stood on the wall again and called to the men on the boat. The harbour master took the book, and beside the name of the boat he wrote the hour at which it came back. At the end of the second day there was one mark in the book.

On the third day there was no wind at all. The water in the harbour was as flat as a table. Nobody stood on the wall in the morning. In the evening the harbour master went down to the end of the wall with his lamp, because there was one mark in the book and he wanted to see it gone. He waited for an hour. Then he saw a small light on the water, and the light came nearer, and it was the light of the last boat.

The men on the boat said that they had lost the sail in the storm. They had waited for the end of the wind behind an island, and then they had rowed for a day and a night. The harbour master said that there was soup on the stove. When they had gone up to the town, he took the book, and beside the name of the boat he wrote the hour at which it came back. At the end of the third day there was no mark in the book.

There is one thing that the people of the town like to say about the harbour master. They say that he does not count the boats that come back. He counts the boats that do not come back, and he stops counting when there is nothing to count. In the last week of the winter there was another storm on the water, and there were three marks in the book, and at the end of the week there was no mark in the book.
`
