/** Verbs of daily life that nobody praises or condemns: what a direction finds in them is not about norms. Our own list. */
export const everydayVerbs: readonly string[] = (
  'walk run sit stand jump swim ride drive park fly sail row climb crawl turn bend lean stretch sleep wake yawn blink sneeze breathe ' +
  'cook boil fry bake roast chop slice peel stir pour mix taste chew swallow sip bite lick pack unpack fold iron wash rinse dry mop ' +
  'sweep dust vacuum scrub polish paint draw sketch write type print copy scan read spell count measure weigh calculate add subtract ' +
  'multiply divide sort stack pile fill empty open close lock unlock push pull lift drop carry hold throw catch roll slide spin swing ' +
  'hang lay place move shift switch press click dial call ring text mail post send receive buy sell pay order rent lease borrow return ' +
  'wear dress undress button zip tie knit sew weave stitch cut trim shave comb brush plant water mow rake dig harvest pick gather store ' +
  'freeze melt heat cool light burn extinguish plug charge repair fix install build assemble saw drill hammer glue tape wrap label mark ' +
  'sign stamp file list note record film photograph watch look listen hear smell touch point nod wave whisper talk sing hum whistle ' +
  'dance march skate ski hike camp shop commute arrive depart enter leave wait queue rest pause start stop continue finish'
).split(' ')
