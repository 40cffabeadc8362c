#include "CCourse.h"

static const unsigned char lesson_01_bandit[] = {
#embed "Course/01-bandit.md"
};
static const unsigned char lesson_02_four_phases[] = {
#embed "Course/02-four-phases.md"
};
static const unsigned char lesson_03_by_hand[] = {
#embed "Course/03-by-hand.md"
};
static const unsigned char lesson_04_constant[] = {
#embed "Course/04-constant.md"
};
static const unsigned char lesson_05_regret[] = {
#embed "Course/05-regret.md"
};
static const unsigned char lesson_06_priors[] = {
#embed "Course/06-priors.md"
};
static const unsigned char lesson_07_evaluators[] = {
#embed "Course/07-evaluators.md"
};
static const unsigned char lesson_08_two_players[] = {
#embed "Course/08-two-players.md"
};
static const unsigned char lesson_09_solver[] = {
#embed "Course/09-solver.md"
};
static const unsigned char lesson_10_rewards[] = {
#embed "Course/10-rewards.md"
};
static const unsigned char lesson_11_contrast[] = {
#embed "Course/11-contrast.md"
};
static const unsigned char lesson_12_branching[] = {
#embed "Course/12-branching.md"
};
static const unsigned char lesson_13_clinic[] = {
#embed "Course/13-clinic.md"
};
static const unsigned char ab_mcts[] = {
#embed "Course/trees/ab-mcts.jsonl"
};
static const unsigned char patient_1[] = {
#embed "Course/trees/patient-1.jsonl"
};
static const unsigned char patient_2[] = {
#embed "Course/trees/patient-2.jsonl"
};
static const unsigned char patient_3[] = {
#embed "Course/trees/patient-3.jsonl"
};
static const unsigned char patient_4[] = {
#embed "Course/trees/patient-4.jsonl"
};

static const struct treetop_course_file files[] = {
    {"01-bandit.md", lesson_01_bandit, sizeof lesson_01_bandit},
    {"02-four-phases.md", lesson_02_four_phases, sizeof lesson_02_four_phases},
    {"03-by-hand.md", lesson_03_by_hand, sizeof lesson_03_by_hand},
    {"04-constant.md", lesson_04_constant, sizeof lesson_04_constant},
    {"05-regret.md", lesson_05_regret, sizeof lesson_05_regret},
    {"06-priors.md", lesson_06_priors, sizeof lesson_06_priors},
    {"07-evaluators.md", lesson_07_evaluators, sizeof lesson_07_evaluators},
    {"08-two-players.md", lesson_08_two_players, sizeof lesson_08_two_players},
    {"09-solver.md", lesson_09_solver, sizeof lesson_09_solver},
    {"10-rewards.md", lesson_10_rewards, sizeof lesson_10_rewards},
    {"11-contrast.md", lesson_11_contrast, sizeof lesson_11_contrast},
    {"12-branching.md", lesson_12_branching, sizeof lesson_12_branching},
    {"13-clinic.md", lesson_13_clinic, sizeof lesson_13_clinic},
    {"trees/ab-mcts.jsonl", ab_mcts, sizeof ab_mcts},
    {"trees/patient-1.jsonl", patient_1, sizeof patient_1},
    {"trees/patient-2.jsonl", patient_2, sizeof patient_2},
    {"trees/patient-3.jsonl", patient_3, sizeof patient_3},
    {"trees/patient-4.jsonl", patient_4, sizeof patient_4},
};

const struct treetop_course_file *const treetop_course_files = files;
const size_t treetop_course_file_count = sizeof files / sizeof files[0];
