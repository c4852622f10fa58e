"""The words that library files may use, in the order the pages show them, each with its name."""

REGIONS = {
    "neck": "Neck",
    "shoulders": "Shoulders",
    "upper-back": "Upper back",
    "mid-back": "Mid back",
    "lower-back": "Lower back",
    "core": "Belly and trunk",
    "hips": "Hips",
    "glutes": "Buttocks",
    "hamstrings": "Back of the legs",
    "whole-body": "Whole body",
}
POSITIONS = {
    "supine": "Lying on your back",
    "prone": "Lying on your front",
    "side-lying": "Lying on your side",
    "hands-and-knees": "Hands and knees",
    "kneeling": "Kneeling",
    "seated": "Sitting",
    "standing": "Standing",
    "walking": "Walking",
    "cycling": "Cycling",
    "water": "In water",
    "hanging": "Hanging",
}
EQUIPMENT = {
    "chair": "Chair",
    "wall": "Wall",
    "worktop": "Worktop",
    "doorway": "Doorway",
    "bed": "Bed",
    "step": "Step",
    "towel": "Towel",
    "mat": "Mat",
    "pillow": "Pillow",
    "dowel": "Stick",
    "resistance-band": "Resistance band",
    "weight": "Weight",
    "ball": "Small ball",
    "foam-roller": "Foam roller",
    "heat-pack": "Warm pack",
    "ice-pack": "Cold pack",
    "stationary-bike": "Exercise bike",
    "recumbent-bike": "Recumbent bike",
    "bicycle": "Bicycle",
    "elliptical": "Elliptical trainer",
    "pool": "Pool",
    "pull-up-bar": "Pull-up bar",
    "yoga-wheel": "Yoga wheel",
    "inversion-table": "Inversion table",
}
# Assumed to be at hand unless the person says no.
AT_HOME = frozenset({"chair", "wall", "worktop", "doorway", "bed", "step"})
# What a routine should train or move, beside a person's risk factors: movement patterns, then muscle groups
# (those of the selfBACK plans: abdominals, back extensors, core stability, gluteal and hip, flexibility).
TARGETS = {
    "flexion": "bending forward",
    "extension": "bending back",
    "side": "bending sideways",
    "rotation": "turning",
    "anti-rotation": "holding against a twist",
    "hinge": "bending at the hips",
    "abdominals": "belly muscles",
    "core": "a steady trunk",
    "back-extensors": "back muscles",
    "glutes": "buttock and hip muscles",
    "legs": "leg strength",
    "upper-back": "upper back and shoulder blades",
    "neck": "neck",
    "hip-flexors": "front of the hips",
    "hamstrings": "back of the legs",
    "hip-rotators": "sides and back of the hips",
    "chest": "front of the chest and shoulders",
    "balance": "balance",
    "fitness": "heart and lungs",
    "warm": "getting warm",
    "calm": "rest and breathing",
}
KINDS = ("condition", "symptom", "state", "limitation")
STAGES = {1: "start", 2: "build", 3: "maintain"}
STATUSES = ("confirmed", "secondary", "general")  # how a source was seen
BLOCKS = ("warm-up", "aerobic", "strengthening", "stretching", "cool-down", "relief")
MARKERS = frozenset({*(f"pos:{position}" for position in POSITIONS), *(f"block:{block}" for block in BLOCKS)})
