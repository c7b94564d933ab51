#include "names.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

const char *const demo_first_names[] = {
    "Aaliyah",  "Abel",    "Adriana",   "Ahmed",   "Aiden",    "Alejandro", "Alicia",  "Amara",
    "Amir",     "Ana",     "Andre",     "Anh",     "Aria",     "Asher",     "Ava",     "Beatriz",
    "Benjamin", "Bianca",  "Brandon",   "Caleb",   "Camila",   "Carlos",    "Chloe",   "Daniel",
    "Darius",   "Delilah", "Diego",     "Dominic", "Elena",    "Eli",       "Elias",   "Emilia",
    "Emily",    "Esteban", "Ethan",     "Evelyn",  "Fatima",   "Felix",     "Gabriel", "Grace",
    "Hana",     "Hannah",  "Hao",       "Hazel",   "Ibrahim",  "Imani",     "Ingrid",  "Isaac",
    "Isabela",  "Ivy",     "Jacob",     "Jada",    "Jamal",    "Javier",    "Jayden",  "Jocelyn",
    "Jordan",   "José",    "Josephine", "Josiah",  "Julia",    "Kai",       "Kalani",  "Kenji",
    "Khadija",  "Kiara",   "Kofi",      "Lamar",   "Layla",    "Leila",     "Leo",     "Liam",
    "Linh",     "Logan",   "Lucía",     "Lucas",   "Mai",      "Malik",     "Mara",    "Marcus",
    "Mateo",    "Maya",    "Mía",       "Miguel",  "Mila",     "Nadia",     "Naomi",   "Nathan",
    "Nia",      "Nikolai", "Noah",      "Noor",    "Olivia",   "Omar",      "Oscar",   "Paloma",
    "Priya",    "Quinn",   "Rafael",    "Ravi",    "Renée",    "Riley",     "Rohan",   "Rosa",
    "Ruby",     "Samir",   "Samuel",    "Sasha",   "Savannah", "Selena",    "Simone",  "Sofía",
    "Soren",    "Tala",    "Tariq",     "Tomás",   "Tyler",    "Uma",       "Valeria", "Victor",
    "Wyatt",    "Xavier",  "Ximena",    "Yara",    "Yusuf",    "Zachary",   "Zoë",     "Zuri",
};
const size_t demo_first_name_count = COUNT_OF(demo_first_names);

const char *const demo_last_names[] = {
    "Abdi",       "Acosta",    "Adeyemi",  "Ahmadi",   "Alvarez",   "Anderson",     "Archuleta",
    "Baca",       "Bailey",    "Begay",    "Bennett",  "Bianchi",   "Brooks",       "Burke",
    "Campbell",   "Castillo",  "Chavez",   "Chen",     "Chidera",   "Clark",        "Cole",
    "Contreras",  "Coleman",   "Cruz",     "Dang",     "Davis",     "de la Cruz",   "Delgado",
    "Diallo",     "Dominguez", "Duran",    "Edwards",  "Ellis",     "Espinoza",     "Eze",
    "Farah",      "Fischer",   "Fleming",  "Flores",   "Foster",    "Gallegos",     "Garcia",
    "Gebre",      "Gómez",     "Gonzales", "Graham",   "Griffin",   "Guerrero",     "Gupta",
    "Haddad",     "Hall",      "Hansen",   "Harris",   "Hassan",    "Hernández",    "Herrera",
    "Hughes",     "Ibarra",    "Ito",      "Jackson",  "Jaramillo", "Jensen",       "Jiménez",
    "Johnson",    "Kamara",    "Kaur",     "Kelly",    "Khan",      "Kim",          "Kowalski",
    "Kumar",      "Lam",       "Larsen",   "Le",       "Lee",       "Lewis",        "Lopez",
    "Lucero",     "Maestas",   "Martin",   "Martinez", "Mason",     "McKenna",      "Medina",
    "Mendoza",    "Meyer",     "Miller",   "Montoya",  "Morales",   "Murphy",       "Mwangi",
    "Nakai",      "Nguyễn",    "Núñez",    "O'Brien",  "Ochoa",     "Okafor",       "Olsen",
    "Ortiz",      "Osei",      "Owens",    "Pacheco",  "Padilla",   "Park",         "Patel",
    "Peña",       "Perez",     "Petrov",   "Pham",     "Price",     "Quintana",     "Ramirez",
    "Reed",       "Reyes",     "Rivera",   "Roberts",  "Rojas",     "Romero",       "Ruiz",
    "Sánchez",    "Sandoval",  "Schmidt",  "Shah",     "Silva",     "Singh",        "Śliwa",
    "Smith",      "Solano",    "Tafoya",   "Tanaka",   "Tesfaye",   "Thomas",       "Torres",
    "Tran",       "Trujillo",  "Valdez",   "Vargas",   "Vasquez",   "Vigil",        "Walker",
    "Washington", "White",     "Williams", "Wong",     "Wright",    "Xiong",        "Yang",
    "Yazzie",     "Young",     "Zamora",   "Zhang",    "Zuñiga",    "Smith-Ortega",
};
const size_t demo_last_name_count = COUNT_OF(demo_last_names);

const char *const demo_counselors[] = {"Bauer", "Ferreira", "Lindqvist", "Okonkwo", "Tsosie"};
const size_t demo_counselor_count = COUNT_OF(demo_counselors);

const char *const demo_feeder_schools[] = {"Cottonwood MS", "Ridgeline MS", "Sagebrush K-8",
                                           "Willow Creek MS", "outside the district"};
const size_t demo_feeder_school_count = COUNT_OF(demo_feeder_schools);
