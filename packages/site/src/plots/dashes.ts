/** Strokes of lines in order: dashes differ, so that colour is not needed to tell them apart. Colours stand in plot.css by class. */
export const dashes = ['', '6 3', '2 3', '8 3 2 3', '1 4', '10 4'] as const
